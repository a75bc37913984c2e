package dev.sluice.worker.durability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.activities.fleet.deploy.DeployOrder;
import dev.sluice.proto.v1.Outcome;
import dev.sluice.proto.v1.Phase;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** A change survives the death of the worker that carries it out. */
final class WorkerDeathServerTest extends OnDurabilityStage {
  @Test
  void goesOnAfterAWorkerIsKilledInTheMiddleOfABatch(TestInfo test) {
    String version = otherGoodVersion();
    try (ChildProcess first = stage.worker()) {
      String id = stage.start(DurabilityStage.HALF_THEN_ALL, version);
      awaitReplaced(id, DeployOrder.Action.DEPLOY, 3);
      first.kill();
      assertThat(stage.journal(id)).as("killed in the middle").hasSizeLessThan(HALF);
      goesOn(test, id, Outcome.COMPLETED);
      everyTargetWasChangedOnce(id, FleetMain.INSTANCES);
      everyTargetRuns(version);
    }
  }

  @Test
  void goesOnAfterAWorkerIsKilledInABake(TestInfo test) {
    String version = otherGoodVersion();
    try (ChildProcess first = stage.worker()) {
      String id = stage.start(DurabilityStage.HALF_THEN_ALL, version);
      awaitChange(id, change -> change.getPhase() == Phase.BAKING);
      first.kill();
      goesOn(test, id, Outcome.COMPLETED);
      everyTargetWasChangedOnce(id, FleetMain.INSTANCES);
      everyTargetRuns(version);
    }
  }

  @Test
  void goesOnAfterAWorkerIsKilledInARollback(TestInfo test) {
    String before = version();
    try (ChildProcess first = stage.worker()) {
      String id = stage.start(DurabilityStage.HALF_THEN_ALL, "v2-failing");
      awaitReplaced(id, DeployOrder.Action.REVERT, 1);
      first.kill();
      assertThat(count(id, DeployOrder.Action.REVERT)).as("killed in the middle").isLessThan(HALF);
      goesOn(test, id, Outcome.ROLLED_BACK);
      everyTargetWasChangedOnce(id, HALF);
      everyChangedTargetWasTakenBackOnce(id);
      everyTargetRuns(before);
    }
  }

  @Test
  void goesOnAfterAWorkerIsKilledInALargeStage(TestInfo test) {
    String before = version();
    try (ChildProcess first = stage.worker()) {
      String id = stage.start(DurabilityStage.ONE_LARGE_STAGE, otherGoodVersion());
      awaitReplaced(id, DeployOrder.Action.DEPLOY, 3);
      first.kill();
      int replaced = count(id, DeployOrder.Action.DEPLOY);
      Instant restart = Instant.now();
      try (ChildProcess _ = stage.worker()) {
        resumes(test, id + ".stage-1.run-1", restart);
        awaitReplaced(id, DeployOrder.Action.DEPLOY, replaced + 2);
        stage.abort(id);
        endsAs(id, Outcome.ROLLED_BACK);
      }
      int touched = count(id, DeployOrder.Action.DEPLOY);
      assertThat(touched).as("aborted in the middle").isLessThan(FleetMain.INSTANCES);
      everyTargetWasChangedOnce(id, touched);
      everyChangedTargetWasTakenBackOnce(id);
      everyTargetRuns(before);
    }
  }

  @Test
  void goesOnAfterAnActivityDiedBetweenApplyingAndReporting(TestInfo test)
      throws InterruptedException {
    String version = otherGoodVersion();
    try (WithholdingProxy proxy = new WithholdingProxy(stage.fleetUri());
        ChildProcess first = stage.worker(proxy.uri())) {
      String id = stage.start(DurabilityStage.HALF_THEN_ALL, version);
      assertThat(proxy.withheld.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
      first.kill();
      goesOn(test, id, Outcome.COMPLETED);
      everyTargetWasChangedOnce(id, FleetMain.INSTANCES);
      everyTargetRuns(version);
    }
  }
}
