package dev.sluice.activities.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.activities.ledger.Entries;
import dev.sluice.activities.ledger.Ledger;
import dev.sluice.activities.ledger.LedgerConfig;
import dev.sluice.domain.control.ChangeRecord;
import dev.sluice.domain.ledger.Ended;
import dev.sluice.domain.ledger.RolledBack;
import dev.sluice.domain.rollout.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerRecordsTest {
  /** Others may keep the machine busy. */
  private static final Duration PATIENT = Duration.ofSeconds(20);

  @TempDir private Path folder;
  private Ledger ledger;
  private LedgerRecords records;
  private Instant now = Entries.TIME.plus(Duration.ofDays(1));
  private final InstantSource clock = () -> now;

  @BeforeEach
  void open() {
    ledger = Ledger.of(LedgerConfig.inFile(folder.resolve("ledger.db")));
    records = new LedgerRecords(ledger, clock, PATIENT);
  }

  @AfterEach
  void close() {
    records.close();
    ledger.close();
  }

  private void rolledBack(String change, String service) {
    ledger.append(
        Entries.of(
            change,
            List.of(
                Entries.registered(service),
                new RolledBack("errors rose", 3, Duration.ofMinutes(1), true),
                new Ended(
                    Outcome.ROLLED_BACK,
                    3,
                    false,
                    Duration.ZERO,
                    Duration.ZERO,
                    Duration.ofMinutes(5)))));
  }

  @Test
  void saysHowChangesOfARequesterAndOfServicesWent() {
    rolledBack("c-1", "checkout");
    rolledBack("c-2", "search");

    ChangeRecord requester = records.ofRequester("ci");

    assertThat(requester.changes()).isEqualTo(2);
    assertThat(requester.failures()).isEqualTo(2);
    assertThat(requester.lastFailure()).isEqualTo("errors rose");
    assertThat(records.ofServices(List.of("checkout")).changes()).isEqualTo(1);
    assertThat(records.ofServices(List.of("basket"))).isEqualTo(ChangeRecord.NONE);
  }

  @Test
  void readsWhatCameSinceWhenItIsNoLongerFresh() {
    rolledBack("c-1", "checkout");
    assertThat(records.ofRequester("ci").changes()).isEqualTo(1);

    rolledBack("c-2", "checkout");
    assertThat(records.ofRequester("ci").changes()).isEqualTo(1);
    now = now.plus(LedgerRecords.FRESH_FOR).plusSeconds(1);

    assertThat(records.ofRequester("ci").changes()).isEqualTo(2);
  }

  @Test
  void theFirstQuestionWaitsForWhatBeganToBeRead() {
    rolledBack("c-1", "checkout");
    records.begin();

    assertThat(records.ofRequester("ci").changes()).isEqualTo(1);
  }

  @Test
  void forgetsWhatIsLongPast() {
    rolledBack("c-1", "checkout");
    now = now.plus(ChangeRecord.LATELY);

    assertThat(records.ofRequester("ci")).isEqualTo(ChangeRecord.NONE);
  }

  @Test
  void comesBackWithTheLedger() throws IOException {
    Path file = folder.resolve("later.db");
    try (Ledger missing = Ledger.reading(LedgerConfig.inFile(file));
        LedgerRecords away = new LedgerRecords(missing, clock, PATIENT)) {
      assertThat(away.ofRequester("ci")).isEqualTo(ChangeRecord.UNKNOWN);

      rolledBack("c-1", "checkout");
      ledger.close();
      Files.copy(folder.resolve("ledger.db"), file);
      assertThat(away.ofRequester("ci")).isEqualTo(ChangeRecord.UNKNOWN);
      now = now.plus(LedgerRecords.FRESH_FOR).plusSeconds(1);

      assertThat(away.ofRequester("ci").changes()).isEqualTo(1);
    }
  }

  @Test
  void answersWithinASecondWhereTheLedgerGivesNoAnswer() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Ledger slow =
            Ledger.reading(
                new LedgerConfig(
                    "jdbc:postgresql://127.0.0.1:%d/ledger".formatted(silent.getLocalPort()),
                    "sluice",
                    null,
                    false));
        LedgerRecords away = new LedgerRecords(slow, clock)) {
      long begin = System.nanoTime();

      assertThat(away.ofRequester("ci")).isEqualTo(ChangeRecord.UNKNOWN);
      assertThat(away.ofServices(List.of("checkout"))).isEqualTo(ChangeRecord.UNKNOWN);

      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
    }
  }
}
