package dev.sluice.activities.schema.postgresql.server;

import dev.sluice.activities.schema.postgresql.inventory.Database;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One session with one database. Not thread-safe. */
public final class Session {
  /** "sluice" in bytes: whoever holds this advisory lock migrates the database. */
  private static final long MIGRATING = 0x736c75696365L;

  private final Connection connection;
  private final Database database;
  private final SessionLimits limits;

  Session(Connection connection, Database database, SessionLimits limits) {
    this.connection = connection;
    this.database = database;
    this.limits = limits;
  }

  /** One row of an answer. */
  @FunctionalInterface
  public interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Something that is written as a whole. */
  @FunctionalInterface
  public interface Writing {
    void write() throws SQLException;
  }

  void begin() throws SQLException {
    set("lock_timeout", limits.lock());
    set("statement_timeout", limits.statement());
    set("idle_in_transaction_session_timeout", limits.idle());
    query("select set_config('search_path', quote_ident(?), false)", row -> "", database.schema());
  }

  private void set(String setting, Duration limit) throws SQLException {
    query("select set_config(?, ?, false)", row -> "", setting, limit.toMillis() + "ms");
  }

  /** The database it is with. */
  public Database database() {
    return database;
  }

  /** Major version of the server. */
  public int serverVersion() throws SQLException {
    return connection.getMetaData().getDatabaseMajorVersion();
  }

  /** The rows that a question with parameters answers. */
  public <T> List<T> query(String sql, Row<T> reader, Object... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      List<T> rows = new ArrayList<>();
      try (ResultSet answer = statement.executeQuery()) {
        while (answer.next()) {
          rows.add(reader.read(answer));
        }
      }
      return rows;
    }
  }

  /** Whether a question is answered with yes. */
  public boolean is(String sql, Object... parameters) throws SQLException {
    return query(sql, row -> row.getBoolean(1), parameters).contains(true);
  }

  /** Writes with parameters. */
  public void update(String sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      statement.executeUpdate();
    }
  }

  /** Runs a statement as it is written. */
  public void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(sql);
    }
  }

  /**
   * Runs a statement that can be in no transaction and keeps nobody out, for as long as it takes.
   */
  public void executeConcurrently(String sql) throws SQLException {
    Duration patience = limits.concurrently();
    connection.setNetworkTimeout(
        Runnable::run,
        (int) Math.min(Integer.MAX_VALUE, patience.plus(limits.connect()).toMillis()));
    set("lock_timeout", patience);
    set("statement_timeout", patience);
    execute(sql);
    set("lock_timeout", limits.lock());
    set("statement_timeout", limits.statement());
  }

  /** All of it, or nothing. */
  public void atOnce(Writing writing) throws SQLException {
    connection.setAutoCommit(false);
    try {
      writing.write();
      connection.commit();
    } catch (SQLException | RuntimeException e) {
      rollBack(e);
      throw e;
    }
    connection.setAutoCommit(true);
  }

  private void rollBack(Exception cause) {
    try {
      connection.rollback();
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      // A session that is lost takes its transaction with it.
      cause.addSuppressed(e);
    }
  }

  /**
   * Keeps every other session of Sluice from migrating this database until this one ends.
   *
   * @throws ProblemException that passes, when another one is at it
   */
  public void reserve() throws SQLException {
    if (!is("select pg_try_advisory_lock(?)", MIGRATING)) {
      throw new ProblemException(
          new Problem.Passing(
              "TARGET_BUSY",
              "%s is being migrated by %s; try again when it is done"
                  .formatted(database.name(), String.join(", ", migrators()))));
    }
  }

  /** Names of the sessions that migrate this database. */
  public List<String> migrators() throws SQLException {
    return query(
        """
        select coalesce(nullif(a.application_name, ''), 'somebody') from pg_locks l left join pg_stat_activity a using (pid)
        where l.locktype = 'advisory' and l.granted and l.objsubid = 1 and l.pid <> pg_backend_pid()
          and l.database = (select oid from pg_database where datname = current_database())
          and (l.classid::bigint << 32 | l.objid::bigint) = ?
        """,
        row -> row.getString(1),
        MIGRATING);
  }
}
