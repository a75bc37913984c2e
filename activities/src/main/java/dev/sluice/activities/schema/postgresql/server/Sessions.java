package dev.sluice.activities.schema.postgresql.server;

import dev.sluice.activities.schema.postgresql.inventory.Database;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGConnection;

/** Opens sessions: one for each piece of work, never kept. Thread-safe. */
public final class Sessions {
  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final int MOST_OF_A_NAME = 63;

  private final SessionLimits limits;

  public Sessions(SessionLimits limits) {
    this.limits = limits;
  }

  /** What is done in a session. */
  @FunctionalInterface
  public interface Work<T> {
    T in(Session session) throws SQLException;
  }

  /**
   * What the work returns. The session is named {@code sluice/<change>}. When the caller is
   * interrupted, the statement that runs is cancelled and the session ends.
   *
   * @throws ProblemException for whatever the server or the network answers
   */
  public <T> T with(Database database, String change, Work<T> work) {
    AtomicReference<@Nullable Connection> open = new AtomicReference<>();
    FutureTask<T> task =
        new FutureTask<>(() -> {
          try (Connection connection = connect(database, change)) {
            open.set(connection);
            Session session = new Session(connection, database, limits);
            session.begin();
            return work.in(session);
          }
        });
    Thread.ofVirtual().name("postgresql-" + database.name()).start(task);
    try {
      return task.get();
    } catch (InterruptedException e) {
      cancel(open.get(), task);
      Thread.currentThread().interrupt();
      throw new ProblemException(
          new Problem.Passing(
              "INTERRUPTED", "the work on %s was cut short".formatted(database.name())),
          e);
    } catch (ExecutionException e) {
      throw met(database, e);
    }
  }

  private static RuntimeException met(Database database, ExecutionException e) {
    return switch (e.getCause()) {
      case SQLException sql -> ServerProblems.of(database, sql);
      case RuntimeException unchecked -> unchecked;
      case Error error -> throw error;
      case null, default -> new IllegalStateException("work on a database ended early", e);
    };
  }

  /** Asks the server first, so that it does not go on alone. */
  private static void cancel(@Nullable Connection connection, FutureTask<?> task) {
    if (connection != null) {
      try {
        connection.unwrap(PGConnection.class).cancelQuery();
      } catch (SQLException e) {
        // The session is gone: so is its statement.
      }
    }
    try {
      task.get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      task.cancel(true);
    }
  }

  private Connection connect(Database database, String change) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", database.user());
    String password = password(database);
    if (!password.isEmpty()) {
      properties.setProperty("password", password);
    }
    String name = "sluice/" + change;
    properties.setProperty(
        "ApplicationName",
        name.length() <= MOST_OF_A_NAME ? name : name.substring(0, MOST_OF_A_NAME));
    properties.setProperty("connectTimeout", seconds(limits.connect()));
    // The server keeps its own limits; this one is for a server that answers no more.
    properties.setProperty("socketTimeout", seconds(limits.statement().plus(limits.connect())));
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("cancelSignalTimeout", seconds(GRACE));
    // Details of errors quote rows, which nobody may keep in a history of changes.
    properties.setProperty("logServerErrorDetail", "false");
    Connection connection = new Driver().connect(database.url(), properties);
    if (connection == null) {
      throw new SQLException("not an address of PostgreSQL", "08001");
    }
    return connection;
  }

  private static String password(Database database) {
    if (database.passwordFile().isEmpty()) {
      return "";
    }
    try {
      return Files.readString(Path.of(database.passwordFile())).strip();
    } catch (IOException e) {
      throw new ProblemException(
          new Problem.ForOperator(
              "NO_PASSWORD",
              "the password file of %s can't be read (%s); put it where the inventory says"
                  .formatted(database.name(), e.getClass().getSimpleName())),
          e);
    }
  }

  private static String seconds(Duration duration) {
    return Long.toString(Math.max(1, duration.toSeconds()));
  }
}
