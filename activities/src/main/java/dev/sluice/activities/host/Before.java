package dev.sluice.activities.host;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an order book says of the way back: what was ordered, and where it began. Old contents stay
 * on the host.
 *
 * @param capability that was ordered; empty where nothing was
 * @param path of the file that was replaced; empty for none
 * @param want SHA-256 of its new content; empty for none
 * @param parameters of the command that was run
 * @param version what the host was on before
 */
record Before(
    String capability, String path, String want, Map<String, String> parameters, String version) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  Before {
    parameters = new TreeMap<>(parameters);
  }

  /** Nothing was asked of the host: it is remembered that nothing shall be. */
  static Before nothing(String version) {
    return new Before("", "", "", Map.of(), version);
  }

  boolean isNothing() {
    return capability.isEmpty();
  }

  String json() {
    return JSON.writeValueAsString(this);
  }

  static Before read(String json, String host) {
    try {
      return JSON.readValue(json, Before.class);
    } catch (JacksonException e) {
      throw HostProblems.operator(
          "BROKEN_ORDER_BOOK",
          "what Sluice wrote on %s about the state before can't be read; take the host back by hand",
          host);
    }
  }

  /** Whether both come from the same order. */
  boolean sameOrder(Before other) {
    return capability.equals(other.capability)
        && path.equals(other.path)
        && want.equals(other.want)
        && parameters.equals(other.parameters);
  }

  /** Name of the folder on the host that keeps what a change found there. */
  static String keptBy(String change) {
    return sha256(change.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
  }

  static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
