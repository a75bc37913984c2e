package dev.sluice.worker.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.activities.fleet.deploy.DeployOrder;
import dev.sluice.activities.ledger.Ledger;
import dev.sluice.activities.ledger.Selection;
import dev.sluice.activities.ledger.Verification;
import dev.sluice.domain.ledger.Content;
import dev.sluice.domain.ledger.Ended;
import dev.sluice.domain.ledger.Entry;
import dev.sluice.domain.ledger.Judged;
import dev.sluice.domain.ledger.Registered;
import dev.sluice.domain.ledger.RolledBack;
import dev.sluice.proto.v1.Outcome;
import dev.sluice.proto.v1.Phase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The ledger of changes in whose middle its database, the worker and the Temporal server die. */
@Timeout(420)
final class LedgerRestartServerTest extends OnDurabilityStage {
  /** An append that died with its worker is taken for lost after 20 s, and tried every 30 s. */
  private static final Duration UNTIL_TRIED_AGAIN = Duration.ofMinutes(3);

  private LedgerDatabase database;

  @Override
  DurabilityStage newStage(Path folder) throws IOException {
    database = new LedgerDatabase();
    return new DurabilityStage(folder, database.settings());
  }

  @AfterAll
  void wipe() {
    database.close();
  }

  @Test
  void everyRowIsThereThoughDatabaseWorkerAndServerDieInTheMiddle() {
    ChildProcess worker = stage.worker();
    try {
      String good = stage.start(DurabilityStage.HALF_THEN_ALL, otherGoodVersion());
      awaitChange(good, change -> change.getPhase() == Phase.BAKING);
      database.kill();
      // It goes on without its ledger, and with it what it has not recorded yet.
      awaitReplaced(good, DeployOrder.Action.DEPLOY, HALF + 2);
      worker.kill();
      worker = stage.worker();
      awaitChange(good, change -> change.getProgress().getBatch() == 2);
      stage.restartTemporal();
      String bad = stage.start(DurabilityStage.HALF_THEN_ALL, "v2-failing");
      endsAs(good, Outcome.COMPLETED);
      // What it could not record by then is left to a workflow of its own.
      await().atMost(LONG).until(() -> stage.isClosed(good));
      assertThat(stage.isClosed(bad)).as("the other is in the middle").isFalse();

      awaitReplaced(bad, DeployOrder.Action.DEPLOY, 1);
      worker.kill();
      database.start();
      worker = stage.worker();
      awaitReplaced(bad, DeployOrder.Action.DEPLOY, HALF);
      database.kill();
      worker.kill();
      database.start();
      worker = stage.worker();
      awaitReplaced(bad, DeployOrder.Action.REVERT, 3);
      database.kill();
      stage.restartTemporal();
      database.start();
      endsAs(bad, Outcome.ROLLED_BACK);

      holdsEveryRow(good, Outcome.COMPLETED);
      holdsEveryRow(bad, Outcome.ROLLED_BACK);
      try (Ledger ledger = database.open()) {
        assertThat(ledger.verify("")).isInstanceOf(Verification.Sound.class);
      }
    } finally {
      worker.close();
    }
  }

  /** Rows of a change are numbered, from its registration to its end. */
  private void holdsEveryRow(String change, Outcome outcome) {
    await()
        .atMost(UNTIL_TRIED_AGAIN)
        .untilAsserted(() ->
            assertThat(contents(change))
                .as("rows of %s", change)
                .hasAtLeastOneElementOfType(Ended.class));
    List<Entry> rows = rows(change);
    assertThat(rows)
        .extracting(Entry::key)
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, rows.size()).mapToObj(n -> change + "/" + n).toList());
    List<Content> contents = contents(change);
    assertThat(contents.getFirst()).isInstanceOf(Registered.class);
    assertThat(contents.getLast())
        .isInstanceOfSatisfying(
            Ended.class, end -> assertThat(end.outcome().name()).isEqualTo(outcome.name()));
    List<String> events = stage.events(change);
    assertThat(contents)
        .as("%s, of which happened %s", change, events)
        .filteredOn(Judged.class::isInstance)
        .isNotEmpty()
        .hasSize((int) events.stream().filter("INSPECTED"::equals).count());
    assertThat(contents)
        .filteredOn(RolledBack.class::isInstance)
        .hasSize(outcome == Outcome.ROLLED_BACK ? 1 : 0);
  }

  private List<Content> contents(String change) {
    return rows(change).stream().map(Entry::content).toList();
  }

  private List<Entry> rows(String change) {
    List<Entry> rows = new ArrayList<>();
    try (Ledger ledger = database.open()) {
      ledger.read(Selection.of(change), rows::add);
    }
    return rows;
  }
}
