package dev.sluice.activities.host;

import dev.sluice.domain.subdomain.OrderBook;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * What a host answered to a step: what came of it, and what is there now.
 *
 * @param host its name
 * @param said by key
 * @param book its order book
 */
record HostAnswer(String host, Map<String, String> said, OrderBook book) {

  /**
   * @param output what the step's script printed; other lines than its own are passed over
   */
  static HostAnswer read(String host, String output) {
    Map<String, String> said = new HashMap<>();
    output
        .lines()
        .filter(line -> line.startsWith("@"))
        .forEach(line -> {
          int space = line.indexOf(' ');
          said.put(
              line.substring(1, space < 0 ? line.length() : space),
              space < 0 ? "" : line.substring(space + 1));
        });
    if (!said.containsKey("end")) {
      throw HostProblems.passing(
          "CUT_SHORT",
          "the answer of %s was cut short; what its order book says is found out by the next try",
          host);
    }
    return new HostAnswer(
        host, Map.copyOf(said), HostBook.read(said.getOrDefault("book", ""), host));
  }

  String outcome() {
    return said.getOrDefault("outcome", "");
  }

  String words() {
    return said.getOrDefault("words", "");
  }

  String bookLine() {
    return said.getOrDefault("book", "");
  }

  /** SHA-256 of the file that the step is about; {@code -} for no such file. */
  String sum() {
    return said.getOrDefault("sum", "-");
  }

  String bootId() {
    return said.getOrDefault("boot", "");
  }

  /** The boot id when the newest reboot was ordered; empty for none. */
  String bootedFrom() {
    return said.getOrDefault("booted", "");
  }

  /** Whether the health command failed; false where there is none. */
  boolean unhealthy() {
    return said.getOrDefault("health", "ok").equals("failed");
  }

  boolean checkFailed() {
    return said.getOrDefault("check", "ok").equals("failed");
  }

  /** What the version command printed, or what the book tells. */
  String version() {
    if (!said.containsKey("version")) {
      return HostBook.version(book, said.getOrDefault("subject", "-"), host);
    }
    return decoded("version").lines().findFirst().orElse("").strip();
  }

  /** The end of what a failed command printed, as one line. */
  String output() {
    return decoded("output").replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
  }

  private String decoded(String key) {
    try {
      return new String(
          Base64.getDecoder().decode(said.getOrDefault(key, "")), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return "";
    }
  }
}
