package dev.sluice.activities.schema.postgresql.server;

import dev.sluice.activities.schema.postgresql.migration.Migration;
import dev.sluice.activities.schema.postgresql.migration.Version;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What Flyway's history says of a database.
 *
 * @param rows versioned migrations, in the order in which they were applied
 */
public record History(List<Row> rows) {
  private static final String TABLE = "flyway_schema_history";

  /** What a database without history runs. */
  public static final String NO_VERSION = "none";

  public History {
    rows = List.copyOf(rows);
  }

  /**
   * @param rank its place in the history
   * @param version which version it led to
   * @param kind as Flyway calls it: {@code SQL}, {@code BASELINE}
   * @param checksum of its script; null where there is none
   * @param by the role that applied it
   * @param success whether it came to its end
   */
  public record Row(
      int rank,
      Version version,
      String kind,
      @Nullable Integer checksum,
      String by,
      boolean success) {}

  /** The newest version, if there is any. */
  public Optional<Version> version() {
    return rows.stream().filter(Row::success).map(Row::version).max(Comparator.naturalOrder());
  }

  /** The newest version for people. */
  public String shown() {
    return version().map(Version::text).orElse(NO_VERSION);
  }

  public boolean has(Version version) {
    return rows.stream().anyMatch(row -> row.success() && row.version().compareTo(version) == 0);
  }

  /** Migrations that broke off; Flyway leaves such rows where it can't take them back. */
  public List<Row> failed() {
    return rows.stream().filter(row -> !row.success()).toList();
  }

  /** Reads it; empty where there is none. */
  public static History of(Session session) throws SQLException {
    if (!exists(session)) {
      return new History(List.of());
    }
    return new History(
        session.query(
            "select installed_rank, version, type, checksum, installed_by, success from "
                + TABLE
                + " where version is not null order by installed_rank",
            row ->
                new Row(
                    row.getInt(1),
                    new Version(row.getString(2)),
                    row.getString(3),
                    (Integer) row.getObject(4),
                    row.getString(5),
                    row.getBoolean(6))));
  }

  /** Whether the database keeps one. */
  public static boolean exists(Session session) throws SQLException {
    return session.is(
        "select to_regclass(quote_ident(current_schema()) || '." + TABLE + "') is not null");
  }

  /** What made tables that no history tells of is not known, nor whether it is done. */
  static void refuseUnknownTables(Session session) throws SQLException {
    if (session.is(
        "select exists (select 1 from pg_class where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p'))")) {
      throw new ProblemException(
          new Problem.ForOperator(
              "NO_HISTORY",
              "%s has tables and no history of migrations; tell Flyway its version with baseline"
                  .formatted(session.database().name())));
    }
  }

  /** Makes an empty one, as Flyway would. */
  static void create(Session session) throws SQLException {
    session.execute(
        """
        create table flyway_schema_history (
          installed_rank int not null constraint flyway_schema_history_pk primary key,
          version varchar(50), description varchar(200) not null, type varchar(20) not null,
          script varchar(1000) not null, checksum integer, installed_by varchar(100) not null,
          installed_on timestamp not null default now(), execution_time integer not null, success boolean not null)
        """);
    session.execute("create index flyway_schema_history_s_idx on flyway_schema_history (success)");
  }

  /** Keeps Flyway and others from writing to it until the transaction ends; reading goes on. */
  static void lock(Session session) throws SQLException {
    session.execute("lock table " + TABLE + " in exclusive mode");
  }

  static void add(Session session, Migration migration, long milliseconds) throws SQLException {
    session.update(
        """
        insert into flyway_schema_history
          (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
        select coalesce(max(installed_rank), 0) + 1, ?, ?, 'SQL', ?, ?, current_user, ?, true from flyway_schema_history
        """,
        migration.version().text(),
        migration.description(),
        migration.file(),
        migration.checksum(),
        (int) Math.min(Integer.MAX_VALUE, milliseconds));
  }

  static void remove(Session session, Version version) throws SQLException {
    session.update(
        "delete from flyway_schema_history where version = ? and type = 'SQL'", version.text());
  }
}
