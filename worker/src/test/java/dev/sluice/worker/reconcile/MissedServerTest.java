package dev.sluice.worker.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.ledger.Ended;
import dev.sluice.domain.ledger.Entry;
import dev.sluice.domain.ledger.Registered;
import dev.sluice.proto.v1.Change;
import dev.sluice.proto.v1.Outcome;
import dev.sluice.proto.v1.Phase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody changed behind Sluice's back, and what died without an end. */
@Tag("server")
class MissedServerTest {
  @TempDir private static Path folder;
  private static MissedStage stage;

  @BeforeAll
  static void begin() throws IOException, InterruptedException {
    stage = new MissedStage(folder);
  }

  @AfterAll
  static void end() {
    stage.close();
  }

  private static ConditionFactory await() {
    return MissedStage.await();
  }

  private static void severalLooks() {
    stage.awaitLooks(3);
  }

  @Test
  void whatSomebodyChangedByHandIsRecordedOnceAndSoIsTheWayBack() {
    stage.byHand("inventory", "v2", 3);
    await().until(() -> !stage.missed("inventory").isEmpty());
    severalLooks();
    List<Registered> found = stage.missed("inventory");
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().title()).contains("v2 on").contains("instead of v1");
    stage.byHand("inventory", "v1", 3);
    await().until(() -> stage.missed("inventory").size() == 2);
    severalLooks();
    assertThat(stage.missed("inventory")).hasSize(2);
  }

  @Test
  void aChangeOfOursIsNoneWhileItRunsAndAfterItEnded() {
    String name = stage.start("fleet-release", "storefront", "v2");
    Change[] seen = {Change.getDefaultInstance()};
    await()
        .until(() -> {
          seen[0] = stage.get(name);
          return seen[0].getPhase() == Phase.ENDED;
        });
    assertThat(seen[0].getOutcome()).as(seen[0].getStatusReason()).isEqualTo(Outcome.COMPLETED);
    severalLooks();
    assertThat(stage.missed("storefront")).isEmpty();
    // Right behind it, and before it is forgotten that it ran.
    stage.byHand("storefront", "v1", 1);
    await().until(() -> stage.missed("storefront").size() == 1);
  }

  @Test
  void aChangeThatWaitsForItsApprovalExplainsNothing() {
    String name = stage.start("fleet-asked", "ledger", "v2");
    await().until(() -> stage.get(name).getPhase() == Phase.AWAITING_APPROVAL);
    stage.byHand("ledger", "v2", 2);
    await().until(() -> stage.missed("ledger").size() == 1);
  }

  @Test
  void aChangeThatIsTerminatedGetsItsEnd() {
    String name = stage.start("fleet-release", "payment", "v2");
    await().until(() -> stage.get(name).getProgress().getBatch() > 0);
    String id = name.substring("changes/".length());
    await().until(() -> !stage.entries(id).isEmpty());
    stage.temporal.newUntypedWorkflowStub(id).terminate("stuck");
    Ended ended = end(id);
    assertThat(ended.outcome()).isEqualTo(dev.sluice.domain.rollout.Outcome.STOPPED);
    assertThat(ended.cutOff()).contains("terminated in Temporal by").endsWith(": stuck");
  }

  @Test
  void aGuardedChangeThatIsTerminatedGetsItsEndToo() {
    stage.guard("stuck-one", "catalog");
    await().until(() -> !stage.entries("guard-stuck-one").isEmpty());
    stage.temporal.newUntypedWorkflowStub("guard-stuck-one").terminate("lost");
    assertThat(end("guard-stuck-one").cutOff()).endsWith(": lost");
  }

  private static Ended end(String change) {
    await().until(() -> stage.entries(change).getLast().content() instanceof Ended);
    List<Entry> ends =
        stage.entries(change).stream().filter(one -> one.content() instanceof Ended).toList();
    assertThat(ends).hasSize(1);
    return (Ended) ends.getFirst().content();
  }
}
