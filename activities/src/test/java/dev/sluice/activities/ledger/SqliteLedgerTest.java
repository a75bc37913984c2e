package dev.sluice.activities.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SqliteLedgerTest extends LedgerContract {
  @TempDir private Path folder;

  @Override
  LedgerConfig newPlace() {
    return LedgerConfig.inFile(file());
  }

  private Path file() {
    return folder.resolve("new").resolve("ledger.db");
  }

  @Override
  Connection owner() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file());
  }

  @Override
  List<String> unguard() {
    return List.of(
        "drop trigger ledger_no_update",
        "drop trigger ledger_no_delete",
        "drop trigger ledger_no_replace");
  }

  @Test
  void refusesToReplaceARow() throws SQLException {
    ledger.append(Entries.some("c-1", 1));

    assertThatThrownBy(() ->
            execute(
                "insert or replace into ledger select seq, entry_key, 5, change_id, kind, body, previous, hash from ledger"))
        .hasMessageContaining("append-only");
  }

  @Test
  void triesAgainLaterWhileAnotherProcessHoldsTheFile() throws SQLException {
    ledger.append(Entries.some("c-1", 1));
    LedgerDatabase impatient = new LedgerDatabase(newPlace(), true, Duration.ofMillis(50));
    try (Connection other = owner();
        Statement statement = other.createStatement();
        Ledger waiting = new Ledger(impatient)) {
      waiting.head();
      statement.execute("begin immediate");

      ProblemException met =
          catchThrowableOfType(
              ProblemException.class, () -> waiting.append(Entries.some("c-2", 1)));
      assertThat(met.problem()).isInstanceOf(Problem.Passing.class);

      statement.execute("rollback");
      assertThat(waiting.append(Entries.some("c-2", 1))).isEqualTo(1);
    }
  }

  @Test
  void aReaderMakesNothingAndSaysWhatIsMissing() {
    try (Ledger reader = Ledger.reading(LedgerConfig.inFile(file()))) {
      ProblemException met =
          catchThrowableOfType(ProblemException.class, () -> reader.read(Selection.ALL, _ -> {}));
      assertThat(met.problem().code()).isEqualTo("LEDGER_MISSING");
      assertThat(file().getParent()).doesNotExist();
    }
  }

  @Test
  void isMadeOnDemandWhereWorkersMayNot() {
    LedgerConfig asItIs = new LedgerConfig("jdbc:sqlite:" + file(), "", null, false);
    try (Ledger worker = Ledger.of(asItIs)) {
      assertThat(catchThrowableOfType(ProblemException.class, worker::head).problem().code())
          .isEqualTo("LEDGER_MISSING");

      worker.migrate();

      assertThat(worker.append(Entries.some("c-1", 1))).isEqualTo(1);
    }
  }

  @Test
  void saysWhenTheFileIsNoLedger() throws IOException {
    Files.createDirectories(file().getParent());
    Files.writeString(file(), "this is a text file and no database at all".repeat(10));

    ProblemException met = catchThrowableOfType(ProblemException.class, () -> ledger.head());
    assertThat(met.problem()).isInstanceOf(Problem.ForOperator.class);
    assertThat(met).hasMessageContaining("ledger.db");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "jdbc:sqlite:",
        "jdbc:sqlite::memory:",
        "jdbc:mysql://a/b",
        "jdbc:postgresql://h/d?user=u&password=secret"
      })
  void refusesPlacesThatAreNone(String url) {
    assertThatThrownBy(() -> new LedgerConfig(url, "", null, true))
        .hasMessageContaining("ledger.url must")
        .hasMessageNotContaining("secret");
  }
}
