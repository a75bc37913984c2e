package dev.sluice.domain.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.inspection.Verdict;
import dev.sluice.domain.plan.OnTrouble;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SteeringTest {
  private static final RolloutCommand CANCEL = new RolloutCommand.CancelWork();

  private static Course undecided() {
    return Course.begun(new Plans().stages(2)).applied().inspected(Verdict.INCONCLUSIVE);
  }

  @Test
  void aPauseStopsNewWorkWithinOneBatch() {
    Course course = Course.begun(new Plans().stages(2)).pause();
    assertThat(course.applied().state().phase()).isEqualTo(Phase.BAKING);
    course.inspected(Verdict.PASS);
    assertThat(course.state().phase()).isEqualTo(Phase.PAUSED);
    assertThat(course.commands()).isEmpty();
    assertThat(course.resume().commands())
        .containsExactly(new RolloutCommand.ApplyBatch(course.state().batch(2), 1));
  }

  @Test
  void aPauseTakenBackInTimeStopsNothing() {
    Course course = Course.begun(new Plans().stages(2)).pause().resume().passes(1);
    assertThat(course.state().phase()).isEqualTo(Phase.APPLYING);
  }

  @Test
  void aFailUnderAPauseStillRollsBack() {
    Course course = Course.begun(new Plans().stages(2)).pause().applied();
    assertThat(course.inspected(Verdict.FAIL).state().phase()).isEqualTo(Phase.ROLLING_BACK);
    assertThat(course.state().pauseAsked()).isFalse();
  }

  @Test
  void anAbortWithHoldLeavesTheTargetsAsTheyAre() {
    Course course = Course.begun(new Plans().stages(2)).applied().abort(true);
    assertThat(course.state().outcome()).isEqualTo(Outcome.STOPPED);
    assertThat(course.commands()).containsExactly(CANCEL);
  }

  @Test
  void nothingIsTakenInWhileAnAbortWaits() {
    Course course = Course.begun(new Plans().stages(2)).pause().abort(false);
    RolloutState waiting = course.state();
    assertThat(course.resume().state()).as("its reason is kept").isEqualTo(waiting);
    assertThat(course.override(Verdict.FAIL).abort(true).state()).isEqualTo(waiting);
  }

  @Test
  void anExtensionReplacesTheBakeInHand() {
    Course course = Course.begun(new Plans().stages(2)).applied().extend();
    assertThat(course.commands())
        .containsExactly(
            new RolloutCommand.BakeBatch(course.state().batch(1), 2, Duration.ofMinutes(10)));
    course.tell(new RolloutSignal.BatchInspected(1, 1, Course.inspection(Verdict.PASS)));
    assertThat(course.state().passed()).as("the older bake counts no more").isZero();
    assertThat(course.inspected(Verdict.PASS).state().bakeExtension()).isZero();
  }

  @Test
  void anExtensionTakesUpAnUndecidedBatch() {
    Course course = undecided().extend();
    assertThat(course.state().phase()).isEqualTo(Phase.BAKING);
    assertThat(course.state().trouble()).isNull();
  }

  @Test
  void aPersonMayPassWhatTheInspectionCouldNot() {
    Course course = undecided().override(Verdict.PASS);
    assertThat(course.state().passed()).isEqualTo(1);
    assertThat(course.commands())
        .containsExactly(CANCEL, new RolloutCommand.ApplyBatch(course.state().batch(2), 1));
  }

  @Test
  void aPersonsFailIsTreatedAsAnInspections() {
    assertThat(undecided().override(Verdict.FAIL).state().phase()).isEqualTo(Phase.ROLLING_BACK);
    Course hold = Course.begun(new Plans().onFailure(OnTrouble.HOLD).stages(2)).applied();
    assertThat(hold.override(Verdict.FAIL).state().trouble()).isEqualTo(Trouble.FAILED);
  }

  @Test
  void aPersonsFailWhileApplyingWaitsForTheWorkToStop() {
    Course course = Course.begun(new Plans().stages(2)).override(Verdict.FAIL);
    assertThat(course.commands()).containsExactly(CANCEL);
    assertThat(course.state().phase()).isEqualTo(Phase.APPLYING);
    assertThat(course.applied().state().phase()).isEqualTo(Phase.ROLLING_BACK);
  }

  @Test
  void passingTheLastWatchCompletesTheChange() {
    Course course = Course.begun(new Plans().watch(Duration.ofHours(1)).stages(1)).passes(1);
    assertThat(course.override(Verdict.PASS).state().outcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void resumeAfterAFailLooksAgain() {
    Course course = Course.begun(new Plans().onFailure(OnTrouble.HOLD).stages(2)).applied();
    course.inspected(Verdict.FAIL).resume();
    assertThat(course.commands())
        .containsExactly(new RolloutCommand.BakeBatch(course.state().batch(1), 2, Duration.ZERO));
    assertThat(course.state().reason()).isEmpty();
  }

  @Test
  void anAbortOfAStuckWayBackWithHoldSaysSo() {
    Course course = Course.begun(new Plans().stages(1)).applied().inspected(Verdict.FAIL);
    course.reverted(0).reverted(0).abort(true);
    assertThat(course.state().outcome()).isEqualTo(Outcome.ROLLBACK_FAILED);
  }
}
