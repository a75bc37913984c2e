package dev.sluice.domain.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.gate.Pass;
import dev.sluice.domain.gate.Standing;
import dev.sluice.domain.inspection.Verdict;
import dev.sluice.domain.plan.OnTrouble;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The gate, and standing still while a freeze or an incident lasts. */
class PassageTest {
  private static final Standing A_FIRST =
      new Standing(Standing.Cause.CHANGE, "a", "change a, which goes first");

  private static Course atGate() {
    return new Course(Rollout.plannedForGate(new Plans().stages(1, 1)))
        .tell(new RolloutSignal.Begin());
  }

  private static Course suspended() {
    return Course.begun(new Plans().stages(1, 1)).stopped(false).passes(1);
  }

  @Test
  void asksNoTargetBeforeTheGateOpens() {
    Course course = atGate();
    assertThat(course.commands()).containsExactly(new RolloutCommand.AskGate());
    course.tell(new RolloutSignal.GateTold(A_FIRST));
    assertThat(course.commands()).isEmpty();
    assertThat(course.state().passage().told()).isEqualTo("change a, which goes first");
    course.tell(new RolloutSignal.GateOpened(Pass.NONE));
    assertThat(course.commands()).containsExactly(new RolloutCommand.RunPrechecks(0));
  }

  @Test
  void asksTheGateOnlyOnceItIsApproved() {
    Course course =
        new Course(Rollout.plannedForGate(new Plans().approvals(1).stages(1)))
            .tell(new RolloutSignal.Begin());
    assertThat(course.state().phase()).isEqualTo(Phase.AWAITING_APPROVAL);
    course.tell(new RolloutSignal.Approve("bob", "fine"));
    assertThat(course.state().phase()).isEqualTo(Phase.AT_GATE);
  }

  @Test
  void endsUntouchedWhereTheGateRefuses() {
    Course course = atGate().tell(new RolloutSignal.GateRefused("too many targets at risk"));
    assertThat(course.state().outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(course.state().reason()).isEqualTo("too many targets at risk");
  }

  @Test
  void aFreezeLetsTheBatchInHandFinish() {
    Course course = Course.begun(new Plans().stages(1, 1)).stopped(false);
    assertThat(course.state().phase()).isEqualTo(Phase.APPLYING);
    course.applied();
    assertThat(course.state().phase()).isEqualTo(Phase.BAKING);
    course.inspected(Verdict.PASS);
    assertThat(course.state().phase()).isEqualTo(Phase.SUSPENDED);
    assertThat(course.commands()).isEmpty();
  }

  @Test
  void whoDrainsFinishesTheStageInHand() {
    Course course = Course.begun(new Plans().stages(2, 1)).stopped(true).passes(1);
    assertThat(course.state().phase()).isEqualTo(Phase.APPLYING);
    course.passes(1);
    assertThat(course.state().phase()).isEqualTo(Phase.SUSPENDED);
  }

  @Test
  void goesOnWithPrechecksAndAFreshBaseline() {
    Course course = suspended().woken();
    assertThat(course.commands()).containsExactly(new RolloutCommand.RunPrechecks(1));
    course.prechecked();
    assertThat(course.commands())
        .containsExactly(
            new RolloutCommand.TakeBaseline(course.state().plan().inspection().before(), 1));
    course.baselineTaken();
    assertThat(course.state().phase()).isEqualTo(Phase.APPLYING);
    assertThat(course.state().begun()).isEqualTo(2);
  }

  @Test
  void anOlderAnswerIsNoFreshLook() {
    Course course = suspended().woken().tell(new RolloutSignal.Prechecked(0, List.of()));
    assertThat(course.state().phase()).isEqualTo(Phase.PRECHECKING);
  }

  @Test
  void targetsThatAreNotReadyAfterwardsHoldItForAPerson() {
    Course course = suspended().woken().prechecked(List.of("t003 is down"));
    assertThat(course.state().phase()).isEqualTo(Phase.HELD);
    assertThat(course.state().trouble()).isEqualTo(Trouble.NOT_READY);
    course.tell(new RolloutSignal.Resume("bob", "it is up again"));
    assertThat(course.state().phase()).isEqualTo(Phase.PRECHECKING);
  }

  @Test
  void aFreezeThatEndsDuringTheBatchChangesNothing() {
    Course course = Course.begun(new Plans().stages(1, 1)).stopped(false).applied().woken();
    course.inspected(Verdict.PASS);
    assertThat(course.state().phase()).isEqualTo(Phase.APPLYING);
  }

  @Test
  void aFreezeNeverStopsTheWayBack() {
    Course course =
        Course.begun(new Plans().stages(1, 1)).stopped(false).applied().inspected(Verdict.FAIL);
    assertThat(course.state().phase()).isEqualTo(Phase.ROLLING_BACK);
    course.reverted();
    course.tell(new RolloutSignal.RollbackChecked(1, 0, List.of()));
    assertThat(course.state().outcome()).isEqualTo(Outcome.ROLLED_BACK);
  }

  @Test
  void whoWasPausedDuringAFreezeLooksAgainToo() {
    Course course = Course.begun(new Plans().stages(1, 1)).pause().passes(1);
    course.stopped(false).woken().tell(new RolloutSignal.Resume("bob", "go on"));
    assertThat(course.state().phase()).isEqualTo(Phase.PRECHECKING);
  }

  @Test
  void nobodyResumesAChangeIntoAFreeze() {
    Course course =
        Course.begun(new Plans().onFailure(OnTrouble.HOLD).stages(1, 1))
            .applied()
            .inspected(Verdict.FAIL);
    course.stopped(false).tell(new RolloutSignal.Resume("bob", "watch it again"));
    assertThat(course.state().phase()).isEqualTo(Phase.SUSPENDED);
    assertThat(
            SteeringCheck.refusal(course.state(), new RolloutSignal.Resume("bob", "go on"))
                .orElse(""))
        .contains("freeze year end", "by itself");
  }

  @Test
  void anAbortTakesBackASuspendedChange() {
    Course course = suspended().abort(false);
    assertThat(course.state().phase()).isEqualTo(Phase.ROLLING_BACK);
  }

  @Test
  void aLargeStageIsToldToPauseAndToGoOn() {
    Course course = Course.begun(new Plans().stages(Rollout.LARGE_STAGE + 1)).stopped(false);
    assertThat(course.commands())
        .containsExactly(
            new RolloutCommand.SteerStage(
                new RolloutSignal.Pause("freeze year end", "it has begun")));
    course.woken();
    assertThat(course.commands())
        .containsExactly(
            new RolloutCommand.SteerStage(
                new RolloutSignal.Resume("freeze year end", "it is over")));
  }

  @Test
  void aPersonsPauseOutlivesAFreezeInALargeStage() {
    Course course = Course.begun(new Plans().stages(Rollout.LARGE_STAGE + 1)).pause();
    course.stopped(false);
    assertThat(course.commands()).isEmpty();
    course.woken();
    assertThat(course.commands()).isEmpty();
  }
}
