package dev.sluice.worker.durability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.activities.fleet.deploy.DeployOrder;
import dev.sluice.proto.v1.Change;
import dev.sluice.proto.v1.Outcome;
import dev.sluice.proto.v1.Phase;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** A change of several steps survives the death of its worker, and of one of its steps. */
final class StepsDurabilityServerTest extends OnDurabilityStage {
  @Test
  void goesOnAfterAWorkerIsKilledInTheSecondOfTwoSteps(TestInfo test) {
    String version = version();
    try (ChildProcess first = stage.worker()) {
      String id = startTwoSteps(version);
      awaitReplaced(id + ".that", DeployOrder.Action.DEPLOY, 3);
      first.kill();
      Instant restart = Instant.now();
      try (ChildProcess _ = stage.worker()) {
        resumes(test, id + ".that", restart);
        endsAs(id, Outcome.COMPLETED);
      }
      everyTargetWasChangedOnce(id + ".good", FleetMain.INSTANCES);
      everyTargetWasChangedOnce(id + ".that", FleetMain.INSTANCES);
      everyTargetRuns(version);
    }
  }

  @Test
  void goesOnAfterAWorkerIsKilledWhileAnEarlierStepIsTakenBack(TestInfo test) {
    String before = version();
    try (ChildProcess first = stage.worker()) {
      String id = startTwoSteps("v2-failing");
      awaitReplaced(id + ".good", DeployOrder.Action.REVERT, 2);
      first.kill();
      Instant restart = Instant.now();
      try (ChildProcess _ = stage.worker()) {
        resumes(test, id + ".good.back-1", restart);
        endsAs(id, Outcome.ROLLED_BACK);
      }
      everyChangedTargetWasTakenBackOnce(id + ".that");
      everyChangedTargetWasTakenBackOnce(id + ".good");
      everyTargetRuns(before);
    }
  }

  @Test
  void aStepThatWasEndedInTemporalHoldsTheChangeUntilAPersonHasItTakenBack() {
    String before = version();
    try (ChildProcess _ = stage.worker()) {
      String id = startTwoSteps(before);
      awaitReplaced(id + ".that", DeployOrder.Action.DEPLOY, 2);
      stage.terminate(id + ".that");
      Change held = awaitChange(id, change -> change.getPhase() == Phase.HELD);
      assertThat(held.getStatusReason()).contains("step that: its workflow was ended from outside");
      stage.resume(id);
      endsAs(id, Outcome.ROLLED_BACK);
      everyTargetRuns(before);
    }
  }

  private String startTwoSteps(String version) {
    return stage.start(
        DurabilityStage.GOOD_THEN_THAT, Map.of("good", otherGoodVersion(), "version", version));
  }
}
