package dev.sluice.domain.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.inspection.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class WayBackTest {
  /** Three batches begun, the third has failed, two attempts each. */
  private static Course rollingBack() {
    return Course.begun(new Plans().stages(1, 3)).passes(2).applied().inspected(Verdict.FAIL);
  }

  @Test
  void takesBackEveryTouchedBatchInReverseOrder() {
    Course course = rollingBack();
    assertThat(reverted(course)).isEqualTo(3);
    assertThat(reverted(course.reverted())).isEqualTo(2);
    assertThat(reverted(course.reverted())).isEqualTo(1);
    assertThat(course.reverted().commands()).containsExactly(new RolloutCommand.CheckRollback(1));
    course.checked(0);
    assertThat(course.state().outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(course.state().reverted()).isEqualTo(6);
  }

  @Test
  void aChangeThatHadEndedWellIsTakenBackFromItsLastBatch() {
    Course course =
        new Course(Rollout.takingBack(new Plans().stages(1, 2), "step traffic failed", 1))
            .tell(new RolloutSignal.Begin());
    assertThat(reverted(course)).isEqualTo(3);
    assertThat(course.tell(new RolloutSignal.Begin()).commands()).isEmpty();
    assertThat(reverted(course.reverted())).isEqualTo(2);
    course.reverted().reverted();
    course.checked(0);
    assertThat(course.state().outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(course.state().reason()).isEqualTo("step traffic failed");
    assertThat(course.state().reverted()).isEqualTo(6);
  }

  private static int reverted(Course course) {
    RolloutCommand command = course.commands().getFirst();
    assertThat(command).isInstanceOf(RolloutCommand.RevertBatch.class);
    return ((RolloutCommand.RevertBatch) command).batch().number();
  }

  @Test
  void aBatchThatIsNotBackIsTriedAgain() {
    Course course = rollingBack().reverted(1);
    assertThat(course.commands())
        .containsExactly(new RolloutCommand.RevertBatch(course.state().batch(3), 2));
    assertThat(course.reverted().state().reverted()).isEqualTo(2);
  }

  @Test
  void aBatchThatCantBeTakenBackDoesNotKeepTheOthers() {
    Course course = rollingBack().reverted(0).reverted(0);
    assertThat(reverted(course)).isEqualTo(2);
    course.reverted().reverted();
    assertThat(course.state().phase()).isEqualTo(Phase.HELD);
    assertThat(course.state().trouble()).isEqualTo(Trouble.ROLLBACK_STUCK);
    assertThat(course.rollback().stuck()).containsExactly(3);
    assertThat(course.state().targetsAtRisk()).isEqualTo(2);
    assertThat(course.commands())
        .containsExactly(
            new RolloutCommand.Page(
                "the way back is stuck on batch 3; all others are back: t001 is down"));
  }

  @Test
  void resumeAfterAStuckRollbackTriesAgain() {
    Course course = rollingBack().reverted(0).reverted(0).reverted().reverted().resume();
    assertThat(course.commands())
        .as("attempts grow, so that a late answer to an older one is known")
        .containsExactly(new RolloutCommand.RevertBatch(course.state().batch(3), 3));
    course.tell(new RolloutSignal.BatchReverted(3, 1, Course.effect(2, 2)));
    assertThat(course.rollback().remaining()).isEqualTo(3);
    course.reverted(0);
    assertThat(course.rollback().attempt()).isEqualTo(4);
    course.reverted().reverted().reverted().checked(0);
    assertThat(course.state().outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(course.state().reverted()).isEqualTo(6);
  }

  @Test
  void holdsWhenTargetsSayTheyAreNotBack() {
    Course course = rollingBack().reverted().reverted().reverted().checked(1);
    assertThat(course.state().trouble()).isEqualTo(Trouble.ROLLBACK_STUCK);
    assertThat(course.state().reason()).isEqualTo("1 targets say they are not back: t001 is new");
    assertThat(course.state().targetsAtRisk()).as("nobody knows which batch").isEqualTo(2);
  }

  @Test
  void holdsWhenNobodyCanSayWhetherTheTargetsAreBack() {
    Course course = Course.begun(new Plans().stages(1)).applied(0).reverted(0).reverted();
    course.unchecked();
    assertThat(course.state().phase()).isEqualTo(Phase.HELD);
    assertThat(course.state().trouble()).isEqualTo(Trouble.ROLLBACK_STUCK);
    assertThat(course.state().reason())
        .isEqualTo("the touched targets could not be asked whether they are back: it broke");
    assertThat(course.state().targetsAtRisk()).as("nobody knows").isEqualTo(2);
    assertThat(course.unchecked().commands()).as("the same twice").isEmpty();
    course.resume().reverted().checked(0);
    assertThat(course.state().outcome()).isEqualTo(Outcome.ROLLED_BACK);
  }

  @Test
  void anAbortDuringACheckThatBreaksIsNotForgotten() {
    Course course = rollingBack().reverted().reverted().reverted().abort(true).unchecked();
    assertThat(course.state().outcome()).isEqualTo(Outcome.ROLLBACK_FAILED);
    assertThat(course.state().targetsAtRisk()).as("nobody knows").isEqualTo(2);
  }

  @Test
  void tellsWhyTheFirstStuckBatchIsNotBackUntilItIsTriedAgain() {
    Course course = rollingBack();
    course.tell(gaveUp(3, 1)).tell(gaveUp(3, 2)).reverted(0).reverted(0).reverted();
    assertThat(course.state().reason())
        .isEqualTo("the way back is stuck on batches 3, 2; all others are back: 3 broke");
    assertThat(course.resume().rollback().stuckReason()).isEmpty();
  }

  private static RolloutSignal gaveUp(int batch, int attempt) {
    return new RolloutSignal.BatchReverted(
        batch, attempt, new BatchEffect(0, 2, List.of(batch + " broke")));
  }

  @Test
  void aCheckOfAnOlderWayBackChangesNothing() {
    Course course = rollingBack().reverted().reverted().reverted().checked(1).resume();
    course.reverted().reverted().reverted();
    course.tell(new RolloutSignal.RollbackChecked(1, 1, List.of("t001 is new")));
    assertThat(course.state().phase()).isEqualTo(Phase.ROLLING_BACK);
    assertThat(course.checked(0).state().outcome()).isEqualTo(Outcome.ROLLED_BACK);
  }

  @Test
  void anAbortWithHoldStopsTheWayBackAfterTheWorkInHand() {
    Course course = rollingBack().abort(true);
    assertThat(course.commands()).containsExactly(new RolloutCommand.CancelWork());
    assertThat(course.state().phase()).isEqualTo(Phase.ROLLING_BACK);
    assertThat(course.reverted(1).state().outcome()).isEqualTo(Outcome.ROLLBACK_FAILED);
  }

  @Test
  void anAbortDuringTheLastCheckIsNotForgotten() {
    Course course = rollingBack().reverted().reverted().reverted().abort(true).checked(2);
    assertThat(course.state().outcome()).isEqualTo(Outcome.ROLLBACK_FAILED);
    assertThat(course.state().targetsAtRisk()).as("nobody knows which batch").isEqualTo(2);
  }

  @Test
  void anAbortWithoutAnythingTouchedIsARefusal() {
    Course course = Course.begun(new Plans().approvals(1).stages(1)).abort(false);
    assertThat(course.state().outcome()).isEqualTo(Outcome.REFUSED);
  }

  @Test
  void anAbortWhileApplyingWaitsForTheWorkToStop() {
    Course course = Course.begun(new Plans().stages(2)).abort(false);
    assertThat(course.commands()).containsExactly(new RolloutCommand.CancelWork());
    assertThat(course.state().phase()).isEqualTo(Phase.APPLYING);
    assertThat(course.applied(1).commands())
        .containsExactly(new RolloutCommand.RevertBatch(course.state().batch(1), 1));
    assertThat(course.state().reason()).isEqualTo("aborted by ann: bad feeling");
  }
}
