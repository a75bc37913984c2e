package dev.sluice.activities.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The script of one step, being written. What it is told are variables; its text is always the
 * same.
 */
final class HostScript {
  private static final String TEXT = text();

  private final Map<String, String> variables = new LinkedHashMap<>();
  private final Map<String, String> environment = new LinkedHashMap<>();

  HostScript(String act, HostConfig config) {
    for (String empty :
        new String[] {
          "id",
          "path",
          "want",
          "replaces",
          "content",
          "action",
          "check",
          "own_version",
          "step",
          "drain",
          "undrain",
          "ordered_book",
          "done_book",
          "expected",
          "keep",
          "was_done"
        }) {
      set(empty, "");
    }
    set("act", act);
    set("folder", config.orders());
    set("book_name", config.name() + ".json");
    set("boot_file", config.bootId());
    set("lock_within", "15");
    set("look_within", "10");
    set("settle_tries", "20");
    set("within", "60");
    set("health", shell(config.hooks().health()));
    set("version", shell(config.hooks().version()));
  }

  HostScript set(String name, String value) {
    variables.put(name, value);
    return this;
  }

  /** Takes the host out of service meanwhile, where that is set up. */
  HostScript drained(HostConfig.Hooks hooks) {
    return set("drain", shell(hooks.drain())).set("undrain", shell(hooks.undrain()));
  }

  /** Gives parameters to commands as environment. */
  HostScript environment(Map<String, String> parameters) {
    parameters.forEach(
        (name, value) -> environment.put("SLUICE_" + name.toUpperCase(Locale.ROOT), value));
    return this;
  }

  static String shell(@Nullable Invocation invocation) {
    return shell(invocation, Map.of());
  }

  static String shell(@Nullable Invocation invocation, Map<String, String> parameters) {
    return invocation == null ? "" : invocation.shell(parameters);
  }

  String write() {
    StringBuilder script = new StringBuilder(TEXT.length() + 1024);
    variables.forEach((name, value) -> assign(script, name, value));
    environment.forEach((name, value) -> {
      assign(script, name, value);
      script.append("export ").append(name).append('\n');
    });
    return script.append(TEXT).toString();
  }

  private static void assign(StringBuilder script, String name, String value) {
    script.append(name).append('=').append(Quoting.quoted(value)).append('\n');
  }

  private static String text() {
    try (InputStream text = HostScript.class.getResourceAsStream("step.sh")) {
      if (text == null) {
        throw new IllegalStateException("step.sh is missing in the jar; build it again");
      }
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
