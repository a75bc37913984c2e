package dev.sluice.activities.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.activities.ledger.Verification.Sound;
import dev.sluice.domain.ledger.Entry;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same on a real PostgreSQL, which is also killed. */
@Tag("server")
final class LedgerServerTest extends LedgerContract {
  private static final int PORT = 21_230;
  private static final String PASSWORD = "a secret of the tests";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final AtomicInteger DATABASES = new AtomicInteger();

  @TempDir private static Path folder;

  private String database = "";

  @BeforeAll
  static void install() throws Exception {
    Files.writeString(folder.resolve("password"), PASSWORD + "\n");
    script("wipe");
    script("start");
    as("postgres", "create role ledger_owner login password '" + PASSWORD + "'");
    as("postgres", "create role ledger_writer login password '" + PASSWORD + "'");
  }

  @AfterAll
  static void wipe() throws Exception {
    script("wipe");
  }

  @Override
  LedgerConfig newPlace() throws Exception {
    database = "ledger_" + DATABASES.incrementAndGet();
    as("postgres", "create database %s owner ledger_owner".formatted(database));
    return config("ledger_owner", true);
  }

  private LedgerConfig config(String user, boolean migrate) {
    return new LedgerConfig(
        "jdbc:postgresql://127.0.0.1:%d/%s".formatted(PORT, database),
        user,
        folder.resolve("password"),
        migrate);
  }

  @Override
  Connection owner() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:%d/%s".formatted(PORT, database), "postgres", "");
  }

  @Override
  List<String> unguard() {
    return List.of("alter table ledger disable trigger all");
  }

  @Test
  void needsNoMoreThanToReadAndToInsert() throws SQLException {
    ledger.migrate();
    execute("grant select, insert on ledger to ledger_writer");

    try (Ledger least = Ledger.of(config("ledger_writer", false))) {
      least.append(Entries.some("c-1", 2));
      assertThat(least.verify("")).isEqualTo(new Sound(2, least.head()));
    }
  }

  @Test
  void saysWhoMustActWhenItIsRefused() throws Exception {
    try (Ledger stranger = Ledger.of(config("ledger_writer", false))) {
      assertThat(met(stranger).code()).isEqualTo("LEDGER_MISSING");
      ledger.migrate();
      assertThat(met(stranger).code()).isEqualTo("LEDGER_REFUSED");
    }
    Path wrong = Files.writeString(folder.resolve("wrong"), "guess");
    LedgerConfig right = config("ledger_owner", false);
    try (Ledger guessing = Ledger.of(new LedgerConfig(right.url(), right.user(), wrong, false))) {
      assertThat(met(guessing).code()).isEqualTo("LEDGER_REFUSED");
      assertThat(met(guessing).message()).doesNotContain("guess\n");
    }
  }

  private static Problem met(Ledger ledger) {
    return catchThrowableOfType(ProblemException.class, ledger::head).problem();
  }

  @Test
  void losesAndDoublesNothingWhenTheDatabaseIsKilledWhileWorkersAppend() throws Exception {
    ledger.append(Entries.some("before", 3));
    int workers = 3;
    int changes = 150;
    AtomicInteger failures = new AtomicInteger();
    try (ExecutorService threads = Executors.newFixedThreadPool(workers)) {
      List<Future<?>> running = new ArrayList<>();
      for (int worker = 0; worker < workers; worker++) {
        Ledger own = another();
        int number = worker;
        running.add(
            threads.submit(() -> {
              for (int change = 0; change < changes; change++) {
                persist(own, Entries.some("w" + number + "-" + change, 3), failures);
              }
              return 0;
            }));
      }
      Thread.sleep(200);
      script("kill");
      Thread.sleep(300);
      script("start");
      for (Future<?> each : running) {
        each.get();
      }
    }

    int rows = 3 + 3 * workers * changes;
    assertThat(failures).hasPositiveValue();
    assertThat(ledger.verify("")).isEqualTo(new Sound(rows, ledger.head()));
    assertThat(all(ledger, Selection.ALL))
        .extracting(Entry::key)
        .hasSize(rows)
        .doesNotHaveDuplicates();
  }

  /** As an activity is tried again: with the same entries until they are in. */
  private static void persist(Ledger ledger, List<Entry> entries, AtomicInteger failures)
      throws InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (true) {
      try {
        ledger.append(entries);
        return;
      } catch (ProblemException e) {
        assertThat(e.problem()).isInstanceOf(Problem.Passing.class);
        assertThat(Instant.now()).isBefore(end);
        failures.incrementAndGet();
        Thread.sleep(50);
      }
    }
  }

  private static void as(String name, String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%d/%s".formatted(PORT, name), "postgres", "");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void script(String command) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "../docker/systems/postgresql.sh", command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder
        .environment()
        .putAll(
            Map.of("POSTGRESQL_PORT", Integer.toString(PORT), "POSTGRESQL_NAME", "ledger-test"));
    int end = builder.start().waitFor();
    if (end != 0) {
      throw new IllegalStateException("postgresql.sh %s ended with %d".formatted(command, end));
    }
  }
}
