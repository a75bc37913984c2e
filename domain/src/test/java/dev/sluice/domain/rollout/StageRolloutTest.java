package dev.sluice.domain.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.inspection.Verdict;
import dev.sluice.domain.plan.OnTrouble;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Stages with so many batches that they run as a rollout of their own. */
class StageRolloutTest {
  private static final int LARGE = Rollout.LARGE_STAGE + 1;

  /** One small batch is done, then a large stage of 21 is in hand, then one more small batch. */
  private static Course inStage(Plans plans) {
    return Course.begun(plans.stages(1, LARGE, 1)).passes(1);
  }

  private static Plans holding() {
    return new Plans().onFailure(OnTrouble.HOLD);
  }

  @Test
  void aLargeStageRunsAsARolloutOfItsOwn() {
    Course change = inStage(new Plans());
    assertThat(change.state().phase()).isEqualTo(Phase.IN_STAGE);
    assertThat(change.commands()).containsExactly(new RolloutCommand.RunStage(1, 2));
    Course stage = change.stage(1).passes(LARGE);
    assertThat(stage.state().outcome()).isEqualTo(Outcome.COMPLETED);
    change.stageEnded(1, stage);
    assertThat(change.state().passed()).isEqualTo(1 + LARGE);
    assertThat(change.state().changed()).isEqualTo(2 + 2 * LARGE);
    assertThat(change.commands())
        .containsExactly(new RolloutCommand.ApplyBatch(change.state().batch(2 + LARGE), 1));
  }

  @Test
  void aStageOfTwentyBatchesRunsInTheChangeItself() {
    Course course = Course.begun(new Plans().stages(Rollout.LARGE_STAGE));
    assertThat(course.state().phase()).isEqualTo(Phase.APPLYING);
  }

  @Test
  void progressCountsOnceAndNeverBackwards() {
    Course change = inStage(new Plans());
    RolloutState two = change.stage(1).passes(2).state();
    RolloutState three = change.stage(1).passes(3).state();
    change.tell(new RolloutSignal.StageProgressed(1, three));
    RolloutState told = change.state();
    assertThat(told.passed()).isEqualTo(4);
    assertThat(change.tell(new RolloutSignal.StageProgressed(1, two)).state()).isEqualTo(told);
    assertThat(change.tell(new RolloutSignal.StageProgressed(1, three)).state()).isEqualTo(told);
  }

  @Test
  void thatAllBatchesPassedIsToldByTheStagesEnd() {
    Course change = Course.begun(new Plans().stages(LARGE));
    RolloutState done = change.stage(0).passes(LARGE).state();
    change.tell(new RolloutSignal.StageProgressed(0, done));
    change.tell(new RolloutSignal.StageProgressed(0, done));
    assertThat(change.state().passed()).isZero();
    change.tell(new RolloutSignal.StageEnded(0, 1, done));
    assertThat(change.state().outcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void aStageHandsItsTroubleBackToTheChange() {
    Course change = inStage(new Plans());
    Course stage = change.stage(1).passes(1).applied().inspected(Verdict.FAIL);
    assertThat(stage.state().outcome()).isEqualTo(Outcome.HANDED_BACK);
    assertThat(stage.commands()).isEmpty();
    change.stageEnded(1, stage);
    assertThat(change.state().phase()).isEqualTo(Phase.ROLLING_BACK);
    assertThat(change.commands()).containsExactly(new RolloutCommand.RevertStage(1, 2, 1));
  }

  @Test
  void aResumedStageChangesAHalfChangedBatchAgain() {
    Course change = inStage(holding());
    change.stageEnded(1, change.stage(1).passes(1).applied(1));
    assertThat(change.state().changed()).isEqualTo(5);
    change.resume();
    assertThat(change.commands()).containsExactly(new RolloutCommand.RunStage(1, 3));
    Course again = change.stage(1);
    assertThat(again.commands())
        .containsExactly(new RolloutCommand.ApplyBatch(again.state().batch(2), 4));
    assertThat(again.applied().state().changed()).as("each target once").isEqualTo(6);
  }

  @Test
  void aResumedStageLooksAgainAtABatchThatFailed() {
    Course change = inStage(holding());
    change.stageEnded(1, change.stage(1).applied().inspected(Verdict.FAIL));
    Course again = change.resume().stage(1);
    assertThat(again.state().phase()).isEqualTo(Phase.BAKING);
  }

  @Test
  void anExtensionOfAnUndecidedBatchReachesTheNextRunOfItsStage() {
    Course change = inStage(new Plans());
    change.stageEnded(1, change.stage(1).applied().inspected(Verdict.INCONCLUSIVE)).extend();
    Course again = change.stage(1);
    assertThat(again.commands())
        .containsExactly(
            new RolloutCommand.BakeBatch(
                again.state().batch(1), again.state().round(), Duration.ofMinutes(10)));
  }

  @Test
  void anExtensionEndsWithItsBatch() {
    Course change = inStage(new Plans()).extend();
    change.stageEnded(1, change.stage(1).passes(LARGE));
    assertThat(change.state().bakeExtension()).isZero();
  }

  @Test
  void aPauseIsPassedOnAndHandedBack() {
    Course change = inStage(new Plans()).pause();
    RolloutSignal.Pause pause = new RolloutSignal.Pause("ann", "lunch");
    assertThat(change.commands()).containsExactly(new RolloutCommand.SteerStage(pause));
    Course stage = change.stage(1);
    assertThat(stage.state().phase()).as("begun under a pause").isEqualTo(Phase.ENDED);
    change.stageEnded(1, stage);
    assertThat(change.state().phase()).isEqualTo(Phase.PAUSED);
    assertThat(change.resume().commands()).containsExactly(new RolloutCommand.RunStage(1, 3));
  }

  @Test
  void aPauseThatWasTakenBackBeforeTheStageEndedHoldsNothing() {
    Course change = inStage(new Plans()).pause();
    Course stage = change.stage(1);
    change.resume().stageEnded(1, stage);
    assertThat(change.state().phase()).isEqualTo(Phase.IN_STAGE);
    assertThat(change.commands()).containsExactly(new RolloutCommand.RunStage(1, 3));
  }

  @Test
  void anAbortWaitsForTheStageToStop() {
    Course change = inStage(new Plans()).abort(false);
    assertThat(change.commands()).containsExactly(new RolloutCommand.CancelWork());
    Course stage = inStage(new Plans()).stage(1).abort(true).applied(1);
    assertThat(stage.state().outcome()).isEqualTo(Outcome.STOPPED);
    change.stageEnded(1, stage);
    assertThat(change.commands()).containsExactly(new RolloutCommand.RevertStage(1, 1, 1));
  }

  @Test
  void aPersonsFailStopsTheStageWhateverItDoes() {
    Course change = inStage(new Plans()).override(Verdict.FAIL);
    assertThat(change.commands()).containsExactly(new RolloutCommand.CancelWork());
    Course done = inStage(new Plans()).stage(1).passes(LARGE);
    assertThat(change.stageEnded(1, done).state().phase())
        .as("even if it was done by then")
        .isEqualTo(Phase.ROLLING_BACK);
  }

  @Test
  void aStageStoppedFromOutsideCountsAsTrouble() {
    Course change = inStage(holding());
    change.stageEnded(1, change.stage(1).abort(true).applied(1));
    assertThat(change.state().trouble()).isEqualTo(Trouble.APPLY_FAILED);
    Course again = change.resume().stage(1);
    assertThat(again.state().phase()).as("changed again, not judged").isEqualTo(Phase.APPLYING);
  }

  @Test
  void aLostStageIsGoneThroughAgainBatchByBatch() {
    Course change = inStage(holding());
    RolloutState run = Rollout.ofStage(change.state(), 1);
    RolloutState three = change.stage(1).passes(3).state();
    change.tell(new RolloutSignal.StageProgressed(1, three));
    change.tell(new RolloutSignal.StageEnded(1, 2, Rollout.lostStage(run, "terminated")));
    assertThat(change.state().begun()).as("any batch may be touched").isEqualTo(1 + LARGE);
    assertThat(change.state().passed()).as("what was told is kept").isEqualTo(4);
    Course again = change.resume().stage(1);
    assertThat(again.commands())
        .containsExactly(new RolloutCommand.ApplyBatch(again.state().batch(4), 4));
    again.passes(LARGE - 3);
    assertThat(change.stageEnded(1, again).state().changed()).isEqualTo(2 + 2 * LARGE);
  }

  @Test
  void anOlderEndOfTheSameStageChangesNothing() {
    Course change = inStage(holding());
    RolloutState failed = change.stage(1).applied(1).state();
    change.tell(new RolloutSignal.StageEnded(1, 2, failed)).resume();
    change.tell(new RolloutSignal.StageEnded(1, 2, failed));
    assertThat(change.state().phase()).isEqualTo(Phase.IN_STAGE);
  }

  @Test
  void anEndOfAnotherStageChangesNothing() {
    Course change = Course.begun(new Plans().stages(LARGE, LARGE));
    RolloutState first = change.stage(0).passes(LARGE).state();
    change.tell(new RolloutSignal.StageEnded(0, 1, first));
    change.tell(new RolloutSignal.StageEnded(0, change.state().attempt(), first));
    assertThat(change.state().passed()).isEqualTo(LARGE);
    assertThat(change.commands()).isEmpty();
  }

  @Test
  void anAbortBeforeTheFirstStageBeganIsARefusal() {
    Course change = Course.begun(new Plans().stages(LARGE)).abort(true);
    RolloutState never = Rollout.ofStage(change.state(), 0);
    RolloutState refused =
        new Course(never).tell(new RolloutSignal.Abort("the change", "stop", true)).state();
    change.tell(new RolloutSignal.StageEnded(0, 1, refused));
    assertThat(change.state().outcome()).isEqualTo(Outcome.REFUSED);
  }

  @Test
  void aLargeStageIsTakenBackAsARolloutOfItsOwn() {
    Course change = inStage(new Plans());
    change.stageEnded(1, change.stage(1).passes(1).applied().inspected(Verdict.FAIL));
    Course back = change.stageBack(1);
    assertThat(back.commands())
        .containsExactly(new RolloutCommand.RevertBatch(back.state().batch(2), 1));
    back.reverted().reverted();
    assertThat(back.state().outcome()).isEqualTo(Outcome.ROLLED_BACK);
    change.stageReverted(1, back).reverted().checked(0);
    assertThat(change.state().outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(change.state().reverted()).isEqualTo(6);
  }

  @Test
  void aStageThatCantBeTakenBackDoesNotKeepTheOthers() {
    Course change = inStage(new Plans());
    change.stageEnded(1, change.stage(1).applied().inspected(Verdict.FAIL));
    Course back = change.stageBack(1).reverted(0).reverted(0);
    assertThat(back.state().trouble()).isEqualTo(Trouble.ROLLBACK_STUCK);
    change.stageReverted(1, back).reverted();
    assertThat(change.rollback().stuck()).containsExactly(2);
    assertThat(change.state().reason())
        .endsWith("stuck on batch 2; all others are back: t001 is down");
    assertThat(change.resume().commands())
        .as("another attempt, another workflow")
        .containsExactly(new RolloutCommand.RevertStage(1, 1, 3));
  }

  @Test
  void aWayBackStoppedFromOutsideNeverCountsAsBack() {
    Course change = inStage(new Plans());
    change.stageEnded(1, change.stage(1).passes(1).applied().inspected(Verdict.FAIL));
    Course back = change.stageBack(1).abort(true).reverted();
    change.stageReverted(1, back);
    assertThat(change.rollback().stuck()).containsExactly(3, 2);
  }

  @Test
  void aLostWayBackNeverCountsAsBack() {
    Course change = inStage(new Plans());
    change.stageEnded(1, change.stage(1).applied().inspected(Verdict.FAIL));
    RolloutState run = Rollout.ofStageRollback(change.state(), 1, 1);
    change.tell(
        new RolloutSignal.StageReverted(1, 1, Rollout.lostStageRollback(run, "terminated")));
    change.reverted();
    assertThat(change.state().trouble()).isEqualTo(Trouble.ROLLBACK_STUCK);
    assertThat(change.state().reason()).endsWith(": terminated");
  }
}
