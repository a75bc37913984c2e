package dev.sluice.activities.schema.postgresql;

import dev.sluice.activities.schema.postgresql.server.Quiet;
import dev.sluice.activities.schema.postgresql.server.SessionLimits;
import dev.sluice.domain.plan.TargetRange;
import dev.sluice.domain.subdomain.Direction;
import dev.sluice.domain.subdomain.Target;
import dev.sluice.domain.subdomain.TargetOrder;
import dev.sluice.domain.subdomain.TargetQuery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A real PostgreSQL with databases in it that are migrated. */
final class Shards {
  static final int STANDBY = 21_212;

  private static final int PORT = 21_210;
  private static final String PASSWORD = "a secret of the tests";

  private final Path folder;
  private final Path root;
  private final SortedMap<String, String> entries = new TreeMap<>();

  Shards(Path folder) throws Exception {
    this.folder = folder;
    this.root = Files.createDirectories(folder.resolve("migrations"));
    Files.writeString(folder.resolve("password"), PASSWORD + "\n");
    script("wipe");
    script("start");
    execute("postgres", "create role migrator login password '" + PASSWORD + "'");
    execute("postgres", "grant pg_monitor to migrator");
    writeMigrations();
  }

  private void writeMigrations() {
    migration(
        "V1__begin.sql",
        "create table item (id bigint generated always as identity primary key, name text)");
    migration("U1__begin.sql", "drop table item");
    migration("V2__colour.sql", "alter table item add column colour text default 'red'");
    migration("U2__colour.sql", "alter table item drop column colour");
    migration(
        "V3__size.sql",
        "alter table item add column size int;\ncomment on column item.size is 'in mm; {fn not an escape}';");
    migration("U3__size.sql", "alter table item drop column size");
    migration(
        "V4__find_by_name.sql",
        "-- a look-up\ncreate index concurrently item_name on item (name);");
    migration("U4__find_by_name.sql", "drop index concurrently if exists item_name");
    migration("V5__slow.sql", "alter table item add column slow int; select pg_sleep(2);");
    migration("U5__slow.sql", "alter table item drop column slow");
    migration(
        "V6__final.sql",
        "-- sluice: irreversible, because mail was sent\nalter table item add column sent int");
    migration("V7__contract.sql", "alter table item drop column name");
    migration(
        "V8__blocking.sql",
        "alter table item add column weight numeric; create index item_size on item (size)");
    migration("U8__blocking.sql", "alter table item drop column weight");
  }

  void migration(String file, String sql) {
    migration("shop", file, sql);
  }

  void migration(String place, String file, String sql) {
    try {
      Files.writeString(Files.createDirectories(root.resolve(place)).resolve(file), sql);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes a database and lists it. */
  void database(String name, String use) throws Exception {
    execute("postgres", "create database \"%s\" owner migrator".formatted(name));
    list(name, name, PORT, use);
  }

  /** Lists a database, which need not be there. */
  void list(String name, String database, int port, String use) throws IOException {
    entries.put(
        name,
        """
        - name: %s
          url: jdbc:postgresql://127.0.0.1:%d/%s
          zone: zone-%d
          labels: {use: %s}
          user: migrator
          passwordFile: %s
        """
            .formatted(name, port, database, entries.size() % 2, use, folder.resolve("password")));
    writeInventory();
  }

  void unlist(String name) throws IOException {
    entries.remove(name);
    writeInventory();
  }

  private void writeInventory() throws IOException {
    Files.writeString(folder.resolve("inventory.yaml"), String.join("", entries.values()));
  }

  /** As a new process would. */
  PostgresSchemaSubDomain subDomain() {
    return new PostgresSchemaSubDomain(config());
  }

  SchemaConfig config() {
    return new SchemaConfig(
        folder.resolve("inventory.yaml"),
        root,
        new SessionLimits(
            Duration.ofSeconds(2),
            Duration.ofMillis(300),
            Duration.ofSeconds(15),
            Duration.ofSeconds(20),
            Duration.ofSeconds(10)),
        new Quiet(Duration.ofSeconds(30), 1 << 20, Duration.ofMillis(500)),
        8,
        "");
  }

  Path passwordFile() {
    return folder.resolve("password");
  }

  static int port() {
    return PORT;
  }

  static TargetOrder order(
      String change, String target, String capability, String version, Direction direction) {
    return new TargetOrder(
        change,
        target,
        capability,
        Map.of("migrations", "shop", "version", version),
        "%s/1/%s/%s".formatted(change, target, direction.verb()),
        1_001);
  }

  static TargetOrder expand(String change, String target, String version) {
    return order(change, target, Capabilities.EXPAND, version, Direction.APPLY);
  }

  static TargetOrder back(String change, String target, String version) {
    return order(change, target, Capabilities.EXPAND, version, Direction.REVERT);
  }

  Target look(String target) {
    return subDomain().list(new TargetQuery(Map.of(), TargetRange.ALL, 100)).stream()
        .filter(each -> each.name().equals(target))
        .findFirst()
        .orElseThrow();
  }

  /** As the owner of the server. */
  static Connection owner(String database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:%d/%s?ApplicationName=owner".formatted(PORT, database),
        "postgres",
        "");
  }

  static void execute(String database, String sql) throws SQLException {
    try (Connection connection = owner(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static String ask(String database, String sql) throws SQLException {
    try (Connection connection = owner(database);
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(sql)) {
      return answer.next() ? String.valueOf(answer.getString(1)) : "";
    }
  }

  static boolean hasColumn(String database, String column) throws SQLException {
    return ask(
            database,
            "select count(*) from pg_attribute where attrelid = 'item'::regclass and not attisdropped and attname = '%s'"
                .formatted(column))
        .equals("1");
  }

  static void crash() throws Exception {
    script("kill");
  }

  static void start() throws Exception {
    script("start");
  }

  /** Runs a standby of the server, or ends it and forgets it. */
  static void standby(String command) throws Exception {
    script(
        command,
        Map.of(
            "POSTGRESQL_PORT", Integer.toString(STANDBY),
            "POSTGRESQL_NAME", "schema-test-standby",
            "POSTGRESQL_STANDBY_OF", Integer.toString(PORT)));
  }

  static void executeOnStandby(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(STANDBY), "postgres", "");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void script(String command) throws Exception {
    script(
        command,
        Map.of("POSTGRESQL_PORT", Integer.toString(PORT), "POSTGRESQL_NAME", "schema-test"));
  }

  private static void script(String command, Map<String, String> environment) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "../docker/systems/postgresql.sh", command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(environment);
    int end = builder.start().waitFor();
    if (end != 0) {
      throw new IllegalStateException("postgresql.sh %s ended with %d".formatted(command, end));
    }
  }

  void wipe() throws Exception {
    script("wipe");
  }
}
