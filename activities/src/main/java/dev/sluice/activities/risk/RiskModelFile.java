package dev.sluice.activities.risk;

import dev.sluice.domain.problem.ProblemException;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A model that was read from a file, or written to one. The file is gzip of two lines of JSON: what
 * it is, with the SHA-256 of the second, which is the model.
 *
 * @param digest SHA-256 of the model, as hexadecimal digits
 */
public record RiskModelFile(RiskModel model, String digest) {
  private static final String FORMAT = "sluice-risk-model";
  private static final int VERSION = 1;
  private static final int LONGEST_HEAD = 4096;
  private static final int MOST_BYTES = 512 << 20;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** The first line. */
  private record Head(String format, int version, String digest) {}

  /**
   * Writes a model; a file that was there is replaced when the new one is whole.
   *
   * @throws UncheckedIOException where that can't be
   */
  public static RiskModelFile write(RiskModel model, Path file) {
    byte[] content = JSON.writeValueAsBytes(StoredModel.of(model));
    String digest = digest(content);
    Path target = file.toAbsolutePath();
    Path unfinished = target.resolveSibling(target.getFileName() + ".unfinished");
    try {
      try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(unfinished))) {
        out.write(JSON.writeValueAsBytes(new Head(FORMAT, VERSION, digest)));
        out.write('\n');
        out.write(content);
        out.write('\n');
      }
      Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException unwritable) {
      throw new UncheckedIOException("can't write " + file, unwritable);
    }
    return new RiskModelFile(model, digest);
  }

  /**
   * Reads what {@link #write} wrote. Whoever can write the file can make it say anything: it is to
   * be trusted like the program.
   *
   * @throws ProblemException says what is wrong with the file
   * @throws UncheckedIOException where it can't be read
   */
  public static RiskModelFile read(Path file) {
    try (InputStream in =
        new BufferedInputStream(new GZIPInputStream(Files.newInputStream(file)))) {
      Head head = head(in, file);
      byte[] content = content(in, file);
      if (!digest(content).equals(head.digest())) {
        throw broken(file, "its content is not what its digest says", null);
      }
      return new RiskModelFile(
          JSON.readValue(new ByteArrayInputStream(content), StoredModel.class).model(),
          head.digest());
    } catch (ZipException | EOFException broken) {
      throw broken(file, "it is no whole gzip file: " + broken.getMessage(), broken);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("can't read " + file, unreadable);
    } catch (JacksonException | IllegalArgumentException | IllegalStateException broken) {
      throw broken(file, String.valueOf(broken.getMessage()), broken);
    }
  }

  private static Head head(InputStream in, Path file) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      line.write(next);
      if (line.size() > LONGEST_HEAD) {
        throw broken(file, "it does not begin with a head line", null);
      }
    }
    Head head = JSON.readValue(line.toByteArray(), Head.class);
    if (!FORMAT.equals(head.format())) {
      throw broken(file, "its head line does not say " + FORMAT, null);
    }
    if (head.version() != VERSION) {
      throw RiskProblem.RISK_MODEL_VERSION.because(
          "%s: has format version %d, this Sluice reads version %d: train it again with `sluice risk train`, or use the Sluice that wrote it"
              .formatted(file, head.version(), VERSION));
    }
    return head;
  }

  private static byte[] content(InputStream in, Path file) throws IOException {
    byte[] content = in.readNBytes(MOST_BYTES + 1);
    if (content.length > MOST_BYTES) {
      throw broken(file, "it holds more than 512 MiB", null);
    }
    int end = content.length;
    return end > 0 && content[end - 1] == '\n' ? Arrays.copyOf(content, end - 1) : content;
  }

  private static ProblemException broken(Path file, String why, @Nullable Throwable cause) {
    return RiskProblem.RISK_MODEL_BROKEN.because(
        "%s: is no risk model that can be read: %s; train it again with `sluice risk train`"
            .formatted(file, why),
        cause);
  }

  private static String digest(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
