package dev.sluice.activities.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files {@code *.yaml} and {@code *.yml} of one folder, without those below it.
 *
 * @param key configuration key that names the folder, for messages
 */
public record FolderFiles(Path folder, String key) implements YamlFiles {
  @Override
  public Listing read() {
    var texts = new TreeMap<String, String>();
    var refused = new ArrayList<Refusal>();
    List<Path> files;
    try (Stream<Path> entries = Files.list(folder)) {
      files = entries.filter(FolderFiles::isYaml).sorted().toList();
    } catch (IOException | UncheckedIOException wrong) {
      String place = folder.toString();
      refused.add(refusal(place, "the folder can't be read: make it, or name another as " + key));
      return new Listing(texts, refused, false);
    }
    for (Path file : files) {
      String name = String.valueOf(file.getFileName());
      if (texts.size() + refused.size() >= MAX_FILES) {
        refused.add(refusal(name, "the folder has more than 1,000 files: remove some"));
        break;
      }
      try {
        texts.put(name, text(file));
      } catch (CharacterCodingException wrong) {
        refused.add(refusal(name, "is not UTF-8: save it as UTF-8"));
      } catch (TooBigException wrong) {
        refused.add(refusal(name, "is bigger than 256 KB: split it or shorten it"));
      } catch (IOException wrong) {
        refused.add(refusal(name, "can't be read: let this process read it"));
      }
    }
    return new Listing(texts, refused, true);
  }

  private static boolean isYaml(Path file) {
    String name = String.valueOf(file.getFileName());
    return (name.endsWith(".yaml") || name.endsWith(".yml"))
        && !name.startsWith(".")
        && !Files.isDirectory(file);
  }

  private static String text(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("no regular file: " + file);
    }
    try (InputStream stream = Files.newInputStream(file)) {
      byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new TooBigException();
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }
  }

  private static Refusal refusal(String file, String message) {
    return new Refusal(file, 0, 0, "", message, "");
  }

  private static final class TooBigException extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
