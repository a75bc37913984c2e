package dev.sluice.activities.schema.postgresql.inventory;

import java.util.Map;

/**
 * One database or shard.
 *
 * @param name unique in its inventory
 * @param url {@code jdbc:postgresql://host:port/database}, with the driver's options but no secret
 * @param zone failure domain it lives in
 * @param labels what selectors match
 * @param user who migrates it; owns what is changed
 * @param passwordFile file that holds the password alone, read for every connection; empty for none
 * @param schema where its tables and Flyway's history are; {@code public} if nothing else is said
 */
public record Database(
    String name,
    String url,
    String zone,
    Map<String, String> labels,
    String user,
    String passwordFile,
    String schema) {
  private static final String PREFIX = "jdbc:postgresql://";

  public Database {
    labels = labels == null ? Map.of() : Map.copyOf(labels);
    passwordFile = passwordFile == null ? "" : passwordFile;
    schema = schema == null ? "public" : schema;
    require(name != null && name.matches("[A-Za-z0-9][A-Za-z0-9._/-]{0,199}"), "name", "a name");
    require(
        url != null && url.startsWith(PREFIX) && !url.contains("password="),
        "url",
        PREFIX + "host:port/database without a password, which belongs in passwordFile");
    require(zone != null && !zone.isBlank(), "zone", "the failure domain it lives in");
    require(user != null && !user.isBlank(), "user", "who migrates it");
  }

  private static void require(boolean right, String field, String form) {
    if (!right) {
      throw new IllegalArgumentException("%s must be %s".formatted(field, form));
    }
  }
}
