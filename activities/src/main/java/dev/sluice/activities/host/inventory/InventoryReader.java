package dev.sluice.activities.host.inventory;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads inventories, YAML or JSON. */
final class InventoryReader {
  private InventoryReader() {}

  private record Entry(
      @Nullable String name,
      @Nullable String address,
      @Nullable Integer port,
      @Nullable String zone,
      @Nullable Map<String, String> labels,
      @Nullable String user,
      @Nullable String bastion) {
    static final Entry EMPTY = new Entry(null, null, null, null, null, null, null);
  }

  private record Document(
      @JsonProperty("defaults") @Nullable Entry defaults,
      @JsonProperty("bastions") @Nullable List<Entry> bastions,
      @JsonProperty("hosts") @Nullable List<Entry> hosts) {}

  /**
   * @throws ProblemException for the operator, when it can't be read
   */
  static Hosts read(InventorySource source) throws InterruptedException {
    try {
      return parse(
          switch (source) {
            case InventorySource.OfFile file -> text(file);
            case InventorySource.OfProgram program -> text(program);
          });
    } catch (ClosedByInterruptException e) {
      throw (InterruptedException) new InterruptedException(e.getMessage()).initCause(e);
    } catch (JacksonException e) {
      throw broken(source, e.getOriginalMessage().lines().findFirst().orElse("no YAML"), e);
    } catch (IOException | IllegalArgumentException e) {
      throw broken(source, String.valueOf(e.getMessage()), e);
    }
  }

  static Hosts parse(String text) {
    Document document = mapper(text).readValue(text, Document.class);
    if (document == null || document.hosts == null) {
      throw new IllegalArgumentException("has no list of hosts; write one below the key hosts");
    }
    Entry defaults = document.defaults == null ? Entry.EMPTY : document.defaults;
    List<Entry> bastions = document.bastions == null ? List.of() : document.bastions;
    Entry direct = new Entry(null, null, defaults.port, "bastion", null, defaults.user, null);
    return new Hosts(
        document.hosts.stream().map(entry -> host(entry, defaults)).toList(),
        bastions.stream().map(entry -> host(entry, direct)).toList());
  }

  /** The source's own limit has been kept already; YAML's parser would stop at 3 MB. */
  private static ObjectMapper mapper(String text) {
    if (text.stripLeading().startsWith("{")) {
      return JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
    }
    YAMLFactory factory =
        YAMLFactory.builder()
            .loadSettings(LoadSettings.builder().setCodePointLimit(text.length() + 1).build())
            .build();
    return YAMLMapper.builder(factory)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .build();
  }

  private static Host host(Entry entry, Entry defaults) {
    String name = or(entry.name, null, "");
    String bastion = or(entry.bastion, defaults.bastion, "");
    Integer port = entry.port != null ? entry.port : defaults.port;
    return new Host(
        name,
        or(entry.address, null, name),
        port == null ? 22 : port,
        or(entry.zone, defaults.zone, ""),
        entry.labels == null ? Map.of() : entry.labels,
        or(entry.user, defaults.user, ""),
        bastion);
  }

  private static String or(@Nullable String first, @Nullable String second, String third) {
    return first != null ? first : second != null ? second : third;
  }

  private static String text(InventorySource.OfFile source) throws IOException {
    if (Files.size(source.file()) > source.mostBytes()) {
      throw new IOException("is bigger than %,d bytes".formatted(source.mostBytes()));
    }
    return Files.readString(source.file());
  }

  private static String text(InventorySource.OfProgram source)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(source.words())
            .redirectError(Redirect.DISCARD)
            .redirectInput(Redirect.from(new File("/dev/null")))
            .start();
    Thread watch =
        Thread.ofVirtual()
            .start(() -> {
              try {
                if (!process.waitFor(source.within().toMillis(), TimeUnit.MILLISECONDS)) {
                  end(process);
                }
              } catch (InterruptedException _) {
                end(process);
              }
            });
    try (InputStream output = process.getInputStream()) {
      byte[] bytes = output.readNBytes(source.mostBytes() + 1);
      if (bytes.length > source.mostBytes()) {
        throw new IOException("printed more than %,d bytes".formatted(source.mostBytes()));
      }
      int code = process.waitFor();
      if (code != 0) {
        throw new IOException(
            "ended with code %d, or took longer than %d s"
                .formatted(code, source.within().toSeconds()));
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } finally {
      end(process);
      watch.interrupt();
    }
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static ProblemException broken(InventorySource source, String why, Exception e) {
    return new ProblemException(
        new Problem.ForOperator(
            "BROKEN_INVENTORY",
            "the inventory of hosts, %s, can't be used: %s; mend it"
                .formatted(source.place(), why)),
        e);
  }
}
