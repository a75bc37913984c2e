package dev.sluice.domain.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.control.Approval;
import dev.sluice.domain.gate.Pass;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Approvals that expire, and plans that are made again before anything is touched. */
class ApprovingTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  private static Course atGate() {
    return new Course(Rollout.plannedForGate(new Plans().approvals(1).stages(1, 1)))
        .tell(new RolloutSignal.Begin())
        .tell(untilNoon("bob"));
  }

  private static RolloutSignal untilNoon(String actor) {
    return new RolloutSignal.Approve(actor, "fine", List.of(), NOON);
  }

  private static RolloutSignal at(Instant now) {
    return new RolloutSignal.ApprovalsExpired(now);
  }

  @Test
  void asksAgainWhenTheApprovalExpiresAtTheGate() {
    Course course = atGate().tell(at(NOON));
    assertThat(course.state().phase()).isEqualTo(Phase.AWAITING_APPROVAL);
    assertThat(course.state().given()).isEmpty();
    assertThat(course.commands())
        .contains(
            new RolloutCommand.LeaveGate(), new RolloutCommand.AwaitApproval(Duration.ofHours(4)));
    course.tell(new RolloutSignal.GateOpened(Pass.NONE));
    assertThat(course.state().phase()).isEqualTo(Phase.AWAITING_APPROVAL);
    course.tell(new RolloutSignal.Approve("bob", "still fine"));
    assertThat(course.commands()).containsExactly(new RolloutCommand.AskGate());
  }

  @Test
  void anApprovalCountsToItsLastMoment() {
    assertThat(atGate().tell(at(NOON.minusMillis(1))).facts())
        .doesNotHaveAnyElementsOfTypes(RolloutEvent.ApprovalExpired.class);
  }

  @Test
  void anAnswerToWhatWasAskedBeforeBeginsNothing() {
    Course course = atGate().tell(new RolloutSignal.GateOpened(Pass.NONE)).tell(at(NOON));
    assertThat(course.state().phase()).isEqualTo(Phase.AWAITING_APPROVAL);
    course
        .tell(new RolloutSignal.Approve("cid", "fine"))
        .tell(new RolloutSignal.GateOpened(Pass.NONE))
        .tell(new RolloutSignal.Prechecked(0, List.of()));
    assertThat(course.state().phase()).isEqualTo(Phase.PRECHECKING);
    course.prechecked();
    assertThat(course.state().begun()).isEqualTo(1);
  }

  @Test
  void whoPausedBeforeTheFirstBatchWaitsForTheApprovalThatExpired() {
    Course course = atGate().tell(new RolloutSignal.GateOpened(Pass.NONE)).pause().prechecked();
    assertThat(course.state().phase()).isEqualTo(Phase.PAUSED);
    course.tell(at(NOON)).resume();
    assertThat(course.state().phase()).isEqualTo(Phase.AWAITING_APPROVAL);
    assertThat(course.state().begun()).isZero();
  }

  @Test
  void whatHasBegunGoesOn() {
    Course course = atGate().tell(new RolloutSignal.GateOpened(Pass.NONE)).prechecked();
    assertThat(course.state().nextExpiry()).isNull();
    course.tell(at(NOON));
    assertThat(course.state().phase()).isEqualTo(Phase.APPLYING);
  }

  @Test
  void aLargeStageThatRunsHasBegun() {
    Course course =
        new Course(Rollout.planned(new Plans().approvals(1).stages(Rollout.LARGE_STAGE + 1)))
            .tell(new RolloutSignal.Begin())
            .tell(untilNoon("bob"))
            .prechecked()
            .tell(at(NOON));
    assertThat(course.state().phase()).isEqualTo(Phase.IN_STAGE);
  }

  @Test
  void otherApprovalsStayWhenOneExpires() {
    Course course =
        new Course(Rollout.planned(new Plans().approvals(2).stages(1)))
            .tell(new RolloutSignal.Begin())
            .tell(untilNoon("bob"))
            .tell(at(NOON));
    assertThat(course.state().phase()).isEqualTo(Phase.AWAITING_APPROVAL);
    assertThat(course.commands()).isEmpty();
    course
        .tell(new RolloutSignal.Approve("cid", "fine"))
        .tell(new RolloutSignal.Approve("bob", "still fine"));
    assertThat(course.state().phase()).isEqualTo(Phase.PRECHECKING);
  }

  @Test
  void goesBackToPlanningWhenItsTimeToBeginIsOver() {
    Course course = atGate().tell(new RolloutSignal.GateLate("it could not begin before noon"));
    assertThat(course.state().phase()).isEqualTo(Phase.REPLANNING);
    assertThat(course.commands()).isEmpty();
    assertThat(course.tell(new RolloutSignal.GateOpened(Pass.NONE)).state().phase())
        .isEqualTo(Phase.REPLANNING);
    assertThat(course.abort(false).state().outcome()).isEqualTo(Outcome.REFUSED);
  }

  @Test
  void leavesTheGateToBePlannedAgain() {
    Course course = atGate().tell(new RolloutSignal.PlanAgain("its risk was lowered"));
    assertThat(course.state().phase()).isEqualTo(Phase.REPLANNING);
    assertThat(course.commands()).containsExactly(new RolloutCommand.LeaveGate());
  }

  @Test
  void nothingIsPlannedAgainOnceTheGateIsOpen() {
    Course course =
        atGate()
            .tell(new RolloutSignal.GateOpened(Pass.NONE))
            .tell(new RolloutSignal.PlanAgain("its risk was lowered"))
            .tell(new RolloutSignal.GateLate("too late"));
    assertThat(course.state().phase()).isEqualTo(Phase.PRECHECKING);
  }

  @Test
  void approvalsOfThePlanBeforeLetTheNextOneGoToTheGate() {
    RolloutState again =
        Rollout.plannedAgain(
            Rollout.plannedForGate(new Plans().approvals(1).stages(1)),
            List.of(new Approval("bob", "", NOON)),
            "");
    Course course = new Course(again).tell(new RolloutSignal.Begin());
    assertThat(course.state().phase()).isEqualTo(Phase.AT_GATE);
    assertThat(course.tell(at(NOON)).state().phase()).isEqualTo(Phase.AWAITING_APPROVAL);
  }
}
