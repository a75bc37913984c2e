package dev.sluice.activities.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.sluice.domain.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** The ledger's database, opened at its first use. Thread-safe. */
final class LedgerDatabase implements AutoCloseable {
  /** How long a process waits for another that writes. */
  static final Duration BUSY_FOR = Duration.ofSeconds(15);

  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);
  private static final int CONNECTIONS = 4;
  private static final int MIGRATION_TRIES = 5;
  private static final String HISTORY = "ledger_migrations";

  private final LedgerConfig config;
  private final boolean pooled;
  private final Duration busyFor;
  private @Nullable HikariDataSource pool;
  private @Nullable Jdbi jdbi;

  /**
   * @param pooled whether many use it at once
   * @param busyFor how long to wait for others that write to the same file
   */
  LedgerDatabase(LedgerConfig config, boolean pooled, Duration busyFor) {
    this.config = config;
    this.pooled = pooled;
    this.busyFor = busyFor;
  }

  /** Where it is, for messages. */
  String place() {
    return config.url().replaceAll("\\?.*", "");
  }

  boolean isSqlite() {
    return config.isSqlite();
  }

  /**
   * The open database, its table up to date where the configuration says so.
   *
   * @throws RuntimeException as the drivers throw; the next call tries again
   */
  synchronized Jdbi open() {
    if (jdbi == null) {
      DataSource source = source(config.migrate());
      if (config.migrate()) {
        migrate(source);
      }
      jdbi = Jdbi.create(pooled ? pool(source) : source);
    }
    return jdbi;
  }

  /** Makes the table or brings it up to date. */
  void migrate() {
    migrate(source(true));
  }

  /**
   * @param make whether a file that is not there is made
   */
  private DataSource source(boolean make) {
    return config.isSqlite() ? sqlite(make) : postgresql();
  }

  private DataSource sqlite(boolean make) {
    Path file = config.file();
    if (make) {
      makeFolder(file.toAbsolutePath().getParent());
    } else if (!Files.exists(file)) {
      throw new ProblemException(
          LedgerProblems.operator(
              LedgerProblems.MISSING,
              place(),
              "there is none: name another with --ledger or ledger.url, or record a change first"));
    }
    SQLiteConfig settings = new SQLiteConfig();
    settings.setJournalMode(SQLiteConfig.JournalMode.WAL);
    settings.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    settings.setBusyTimeout((int) busyFor.toMillis());
    // Taken at the begin of a transaction: two that read first and then write would both fail.
    settings.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    SQLiteDataSource source = new SQLiteDataSource(settings);
    source.setUrl(config.url());
    return source;
  }

  private DataSource postgresql() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(config.url());
    if (!config.user().isEmpty()) {
      source.setUser(config.user());
    }
    source.setPassword(password());
    source.setConnectTimeout((int) CONNECT_WITHIN.toSeconds());
    source.setSocketTimeout((int) ANSWER_WITHIN.toSeconds());
    source.setApplicationName("sluice-ledger");
    return source;
  }

  private String password() {
    Path file = config.passwordFile();
    if (file == null) {
      return "";
    }
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new ProblemException(
          LedgerProblems.operator(
              LedgerProblems.REFUSED,
              place(),
              "ledger.passwordFile %s can't be read".formatted(file)),
          e);
    }
  }

  private static void makeFolder(@Nullable Path folder) {
    try {
      if (folder != null) {
        Files.createDirectories(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("can't make the folder " + folder, e);
    }
  }

  private void migrate(DataSource source) {
    Flyway flyway =
        Flyway.configure(LedgerDatabase.class.getClassLoader())
            .dataSource(source)
            .locations(
                "classpath:db/ledger/all",
                config.isSqlite() ? "classpath:db/ledger/sqlite" : "classpath:db/ledger/postgresql")
            .table(HISTORY)
            .cleanDisabled(true)
            .load();
    for (int tries = 1; ; tries++) {
      try {
        flyway.migrate();
        return;
      } catch (FlywayException e) {
        // SQLite has no lock for it: of two processes that begin at once one meets the other's
        // work.
        if (!config.isSqlite() || tries == MIGRATION_TRIES) {
          throw e;
        }
      }
    }
  }

  private DataSource pool(DataSource source) {
    HikariConfig settings = new HikariConfig();
    settings.setDataSource(source);
    settings.setPoolName("ledger");
    settings.setMaximumPoolSize(CONNECTIONS);
    settings.setMinimumIdle(0);
    settings.setConnectionTimeout(CONNECT_WITHIN.toMillis());
    if (!config.isSqlite()) {
      // Else the pool asks its first connection once, and keeps what one that was cut off said.
      settings.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    }
    // An attempt that fails is told at the first use, not here.
    settings.setInitializationFailTimeout(-1);
    pool = new HikariDataSource(settings);
    return pool;
  }

  @Override
  public synchronized void close() {
    if (pool != null) {
      pool.close();
    }
    pool = null;
    jdbi = null;
  }
}
