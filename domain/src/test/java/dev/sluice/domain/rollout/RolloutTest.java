package dev.sluice.domain.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.inspection.Verdict;
import dev.sluice.domain.plan.OnTrouble;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RolloutTest {
  private static final RolloutCommand.RunPrechecks PRECHECKS = new RolloutCommand.RunPrechecks(0);

  @Test
  void changesNothingBeforeTheTargetsWereAsked() {
    Course course = new Course(Rollout.planned(new Plans().stages(1)));
    assertThat(course.tell(new RolloutSignal.Begin()).commands()).containsExactly(PRECHECKS);
    course.tell(new RolloutSignal.Prechecked(0, List.of("t001 is down")));
    assertThat(course.state().outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(course.state().reason()).isEqualTo("t001 is down");
  }

  @Test
  void waitsUntilEnoughDifferentPeopleApproved() {
    Course course = Course.begun(new Plans().approvals(2).stages(1));
    assertThat(course.commands())
        .containsExactly(new RolloutCommand.AwaitApproval(Duration.ofHours(4)));
    course.tell(new RolloutSignal.Approve("bob", "fine")).tell(approval("bob"));
    assertThat(course.state().phase()).isEqualTo(Phase.AWAITING_APPROVAL);
    assertThat(course.tell(approval("cid")).commands()).containsExactly(PRECHECKS);
    assertThat(course.state().approvals().approvers()).containsExactly("bob", "cid");
  }

  private static RolloutSignal approval(String actor) {
    return new RolloutSignal.Approve(actor, "fine");
  }

  @Test
  void endsUntouchedWhenNobodyApprovesInTime() {
    Course course = Course.begun(new Plans().approvals(1).stages(1));
    course.tell(new RolloutSignal.ApprovalTimedOut());
    assertThat(course.state().outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(course.state().reason()).contains("4 h");
  }

  @Test
  void aLateApprovalTimeoutStopsNothing() {
    Course course = Course.begun(new Plans().approvals(1).stages(1)).tell(approval("bob"));
    course.tell(new RolloutSignal.ApprovalTimedOut());
    assertThat(course.state().phase()).isEqualTo(Phase.PRECHECKING);
  }

  @Test
  void widensOnlyAfterABatchPassed() {
    Course course = Course.begun(new Plans().stages(1, 2));
    assertThat(course.state().targetsAtRisk()).isEqualTo(2);
    assertThat(course.applied().commands())
        .containsExactly(new RolloutCommand.BakeBatch(course.state().current(), 1, Duration.ZERO));
    course.inspected(Verdict.PASS);
    assertThat(course.commands())
        .containsExactly(new RolloutCommand.ApplyBatch(course.state().batch(2), 1));
    assertThat(course.facts()).contains(new RolloutEvent.StageBegun(1, false, 1));
    course.passes(2);
    assertThat(course.state().outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(course.state().changed()).isEqualTo(6);
    assertThat(course.state().targetsAtRisk()).isZero();
  }

  @Test
  void stopsWideningWhenABatchFails() {
    Course course = Course.begun(new Plans().stages(3)).passes(1).applied();
    course.inspected(Verdict.FAIL);
    assertThat(course.state().phase()).isEqualTo(Phase.ROLLING_BACK);
    assertThat(course.commands())
        .containsExactly(new RolloutCommand.RevertBatch(course.state().batch(2), 1));
  }

  @Test
  void holdsForAPersonWhenThePlanSaysSo() {
    Course course = Course.begun(new Plans().onFailure(OnTrouble.HOLD).stages(2)).applied();
    course.inspected(Verdict.FAIL);
    assertThat(course.state().phase()).isEqualTo(Phase.HELD);
    assertThat(course.state().trouble()).isEqualTo(Trouble.FAILED);
    assertThat(course.commands()).containsExactly(new RolloutCommand.Page("it is FAIL"));
  }

  @Test
  void inconclusiveNeverMeansPass() {
    Course hold = Course.begun(new Plans().stages(2)).applied().inspected(Verdict.INCONCLUSIVE);
    assertThat(hold.state().phase()).isEqualTo(Phase.HELD);
    assertThat(hold.state().passed()).isZero();
    Course back = Course.begun(new Plans().onInconclusive(OnTrouble.ROLL_BACK).stages(2));
    back.applied().inspected(Verdict.INCONCLUSIVE);
    assertThat(back.state().phase()).isEqualTo(Phase.ROLLING_BACK);
  }

  @Test
  void aBatchThatIsHalfChangedIsNeverJudged() {
    Course course = Course.begun(new Plans().onFailure(OnTrouble.HOLD).stages(2)).applied(1);
    assertThat(course.state().trouble()).isEqualTo(Trouble.APPLY_FAILED);
    assertThat(course.state().reason()).contains("1 of 2 targets", "t001 is down");
    assertThat(course.resume().commands())
        .containsExactly(new RolloutCommand.ApplyBatch(course.state().batch(1), 2));
    assertThat(course.applied().state().changed()).isEqualTo(2);
    assertThat(course.state().phase()).isEqualTo(Phase.BAKING);
  }

  @Test
  void watchesTheWholeAfterTheLastBatch() {
    Course course = Course.begun(new Plans().watch(Duration.ofHours(1)).stages(1)).passes(1);
    assertThat(course.commands())
        .containsExactly(new RolloutCommand.Watch(Duration.ofHours(1), course.state().round()));
    course.watched(Verdict.INCONCLUSIVE);
    assertThat(course.state().outcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void lateHarmReopensTheWayBack() {
    Course course = Course.begun(new Plans().watch(Duration.ofHours(1)).stages(2)).passes(2);
    course.watched(Verdict.FAIL);
    assertThat(course.commands())
        .containsExactly(new RolloutCommand.RevertBatch(course.state().batch(2), 1));
    assertThat(course.state().reason()).startsWith("late harm");
  }

  @Test
  void lateHarmThatAPersonResumesIsWatchedAgain() {
    Course course =
        Course.begun(new Plans().onFailure(OnTrouble.HOLD).watch(Duration.ofHours(1)).stages(1))
            .passes(1);
    course.watched(Verdict.FAIL).resume();
    assertThat(course.state().phase()).isEqualTo(Phase.WATCHING);
    assertThat(course.state().trouble()).isNull();
  }

  @Test
  void aLastWatchThatBreaksHoldsWhateverThePlanSaysAndIsMadeAgain() {
    Course course =
        Course.begun(
                new Plans()
                    .onInconclusive(OnTrouble.ROLL_BACK)
                    .watch(Duration.ofHours(1))
                    .stages(1))
            .passes(1);
    int older = course.state().round();
    course.watchBroken();
    assertThat(course.state().phase()).isEqualTo(Phase.HELD);
    assertThat(course.commands())
        .containsExactly(
            new RolloutCommand.Page(
                "the last watch could not be made: NullPointerException: x is null"));
    assertThat(course.resume().state().phase()).isEqualTo(Phase.WATCHING);
    course.tell(new RolloutSignal.WatchBroken(older, "late"));
    assertThat(course.state().phase()).as("an answer to an older watch").isEqualTo(Phase.WATCHING);
    assertThat(course.watched(Verdict.PASS).state().outcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void theSameSignalTwiceChangesNothing() {
    Course course = Course.begun(new Plans().stages(2));
    RolloutSignal applied = new RolloutSignal.BatchApplied(1, 1, Course.effect(2, 2));
    RolloutSignal inspected =
        new RolloutSignal.BatchInspected(1, 1, Course.inspection(Verdict.PASS));
    for (RolloutSignal signal :
        List.of(
            new RolloutSignal.Prechecked(0, List.of()), applied, inspected, applied, inspected)) {
      RolloutState once = course.tell(signal).state();
      assertThat(course.tell(signal).state()).isEqualTo(once);
      assertThat(course.commands()).isEmpty();
    }
    assertThat(course.state().begun()).isEqualTo(2);
  }

  @Test
  void anAnswerToAnOlderAttemptChangesNothing() {
    Course course = Course.begun(new Plans().onFailure(OnTrouble.HOLD).stages(1)).applied(1);
    course.resume().tell(new RolloutSignal.BatchApplied(1, 1, Course.effect(2, 2)));
    assertThat(course.state().phase()).isEqualTo(Phase.APPLYING);
  }

  @Test
  void allFactsGiveTheState() {
    Course course = Course.begun(new Plans().stages(1, 1)).passes(1).applied();
    course.inspected(Verdict.FAIL).reverted().reverted(1).reverted().checked(0);
    RolloutState replayed = Rollout.planned(course.state().plan());
    for (RolloutEvent fact : course.facts()) {
      replayed = Rollout.apply(replayed, fact);
    }
    assertThat(replayed).isEqualTo(course.state());
    assertThat(replayed.outcome()).isEqualTo(Outcome.ROLLED_BACK);
  }
}
