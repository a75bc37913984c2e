package dev.sluice.domain.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.gate.Pass;
import dev.sluice.domain.gate.Standing;
import dev.sluice.domain.rollout.Outcome;
import dev.sluice.domain.steps.StepsState.Condition;
import dev.sluice.domain.steps.StepsState.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepsTest {
  private static final Standing A_FIRST =
      new Standing(Standing.Cause.CHANGE, "a", "change a, which goes first");

  private static final Step EXPAND = new Step("expand", List.of(), true, "");
  private static final Step CONFIG = new Step("config", List.of("expand"), false, "");
  private static final Step RELEASE = new Step("release", List.of("expand", "config"), false, "");
  private static final Step TRAFFIC = new Step("traffic", List.of("release"), false, "");
  private static final Step CONTRACT =
      new Step("contract", List.of("traffic"), false, "drops a column");

  private static final StepGraph GRAPH =
      new StepGraph(List.of(CONTRACT, TRAFFIC, RELEASE, CONFIG, EXPAND));
  private static final Duration DAY = Duration.ofDays(1);
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  private StepsState state = StepsState.planned(GRAPH, 0, DAY);
  private final List<StepsCommand> commands = new ArrayList<>();

  private void take(StepsSignal signal) {
    StepsDecision decision = Steps.decide(state, signal);
    for (StepsEvent fact : decision.facts()) {
      state = Steps.apply(state, fact);
    }
    commands.addAll(decision.commands());
  }

  private void begin() {
    take(new StepsSignal.Begin());
  }

  private void done(String... steps) {
    for (String step : steps) {
      take(new StepsSignal.StepEnded(step, Outcome.COMPLETED, ""));
    }
  }

  private void fails(String step) {
    take(new StepsSignal.StepEnded(step, Outcome.ROLLED_BACK, "latency doubled"));
  }

  private void back(String step) {
    take(new StepsSignal.StepTakenBack(step, state.standing(step).round(), true, ""));
  }

  @Test
  void eachStepBeginsOnceThoseBeforeItAreDone() {
    begin();
    assertThat(commands).containsExactly(new StepsCommand.RunStep("expand"));
    done("expand", "config", "release", "traffic");
    assertThat(commands)
        .startsWith(
            new StepsCommand.RunStep("expand"),
            new StepsCommand.RunStep("config"),
            new StepsCommand.RunStep("release"),
            new StepsCommand.RunStep("traffic"));
  }

  @Test
  void aStepWithoutAWayBackWaitsForAPerson() {
    begin();
    done("expand", "config", "release", "traffic");

    assertThat(state.condition(CONTRACT)).isEqualTo(Condition.AT_GATE);
    assertThat(commands).doesNotContain(new StepsCommand.RunStep("contract"));
    assertThat(commands).last().isInstanceOf(StepsCommand.Page.class);

    take(new StepsSignal.Approve("ann", "seen", "contract"));
    done("contract");
    assertThat(state.outcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void aLateFailureTakesEarlierStepsBackTheLastFirst() {
    begin();
    done("expand", "config", "release");
    fails("traffic");

    assertThat(commands).last().isInstanceOf(StepsCommand.TakeBack.class);
    assertThat(state.condition(RELEASE)).isEqualTo(Condition.TAKING_BACK);
    assertThat(state.condition(CONFIG)).isEqualTo(Condition.DONE);
    back("release");
    assertThat(state.condition(CONFIG)).isEqualTo(Condition.TAKING_BACK);
    back("config");
    assertThat(state.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(state.reason()).isEqualTo("step traffic: latency doubled");
    assertThat(state.condition(EXPAND)).as("does no harm when it stays").isEqualTo(Condition.DONE);
  }

  @Test
  void whatIsStuckHoldsWhatItRestsOnUntilAPersonHasItTriedAgain() {
    begin();
    done("expand", "config", "release");
    fails("traffic");
    take(new StepsSignal.StepTakenBack("release", 1, false, "2 pods are gone"));

    assertThat(state.mode()).isEqualTo(Mode.HELD);
    assertThat(state.reason()).contains("release is stuck: 2 pods are gone", "config");
    take(new StepsSignal.Resume("ann", "pods are back"));
    take(new StepsSignal.StepTakenBack("release", 1, false, "a late answer"));
    assertThat(state.condition(RELEASE)).isEqualTo(Condition.TAKING_BACK);
    back("release");
    back("config");
    assertThat(state.outcome()).isEqualTo(Outcome.ROLLED_BACK);
  }

  @Test
  void whatCannotBeUndoneStaysWithAllItRestsOn() {
    begin();
    done("expand", "config", "release", "traffic");
    take(new StepsSignal.Approve("ann", "seen", "contract"));
    take(new StepsSignal.StepEnded("contract", Outcome.STOPPED, "half of the shards"));

    assertThat(state.mode()).isEqualTo(Mode.HELD);
    take(new StepsSignal.Abort("ann", "no use", false));
    assertThat(state.mode()).isEqualTo(Mode.HELD);
    assertThat(state.reason()).contains("contract can't be taken back (drops a column)");
    assertThat(commands).noneMatch(command -> command instanceof StepsCommand.TakeBack);
    take(new StepsSignal.Abort("ann", "leave it", true));
    assertThat(state.outcome()).isEqualTo(Outcome.STOPPED);
  }

  @Test
  void anAbortStopsTheRunningStepAndTakesBackTheRest() {
    begin();
    done("expand", "config");
    take(new StepsSignal.Abort("ann", "wrong version", false));
    assertThat(commands)
        .last()
        .isEqualTo(new StepsCommand.StopStep("release", false, "aborted by ann: wrong version"));
    assertThat(state.condition(CONFIG)).as("release rests on it").isEqualTo(Condition.DONE);
    fails("release");
    back("config");
    assertThat(state.outcome()).isEqualTo(Outcome.ROLLED_BACK);
  }

  @Test
  void aStepThatEndsWellAfterItWasAskedToStopIsTakenBack() {
    begin();
    done("expand", "config");
    take(new StepsSignal.Abort("ann", "wrong version", false));
    done("release");
    assertThat(state.condition(RELEASE)).isEqualTo(Condition.TAKING_BACK);
  }

  @Test
  void aPauseLetsNoStepBegin() {
    begin();
    take(new StepsSignal.Pause("ann", "lunch"));
    assertThat(commands).last().isInstanceOf(StepsCommand.PauseStep.class);
    done("expand");
    assertThat(state.condition(CONFIG)).isEqualTo(Condition.WAITING);
    take(new StepsSignal.Resume("ann", "back"));
    assertThat(state.condition(CONFIG)).isEqualTo(Condition.RUNNING);
  }

  @Test
  void aChangeWhoseFirstStepIsRefusedTouchesNothing() {
    begin();
    take(new StepsSignal.StepEnded("expand", Outcome.REFUSED, "a shard is not ready"));
    assertThat(state.ended()).isTrue();
    assertThat(state.reason()).isEqualTo("step expand: a shard is not ready");
  }

  @Test
  void theSameSignalTwiceChangesNothing() {
    begin();
    done("expand");
    StepsState before = state;
    int given = commands.size();
    begin();
    done("expand");
    assertThat(state).isEqualTo(before);
    assertThat(commands).hasSize(given);
  }

  @Test
  void nothingBeginsBeforeEnoughPeopleApproved() {
    state = StepsState.planned(GRAPH, 2, DAY);
    begin();
    assertThat(commands).containsExactly(new StepsCommand.AwaitApproval(DAY));
    take(new StepsSignal.Approve("ann", "fine", ""));
    take(new StepsSignal.Approve("ann", "once more", ""));
    assertThat(state.mode()).isEqualTo(Mode.AWAITING_APPROVAL);
    take(new StepsSignal.Approve("ben", "fine", ""));
    assertThat(commands).last().isEqualTo(new StepsCommand.RunStep("expand"));
  }

  @Test
  void noStepBeginsBeforeTheGateOpens() {
    state = StepsState.planned(GRAPH, 0, DAY).forGate();
    begin();
    assertThat(commands).containsExactly(new StepsCommand.AskGate());
    take(new StepsSignal.GateTold(A_FIRST));
    assertThat(state.mode()).isEqualTo(Mode.QUEUED);
    take(new StepsSignal.GateOpened(Pass.NONE));
    assertThat(commands).last().isEqualTo(new StepsCommand.RunStep("expand"));
  }

  @Test
  void asksAgainWhenTheApprovalExpiresAtTheGate() {
    state = StepsState.planned(GRAPH, 1, DAY).forGate();
    begin();
    take(new StepsSignal.Approve("ben", "fine", "", List.of(), NOON));
    take(new StepsSignal.ApprovalsExpired(NOON.minusMillis(1)));
    assertThat(state.mode()).isEqualTo(Mode.QUEUED);
    take(new StepsSignal.ApprovalsExpired(NOON));
    assertThat(state.mode()).isEqualTo(Mode.AWAITING_APPROVAL);
    assertThat(commands).contains(new StepsCommand.LeaveGate());
    take(new StepsSignal.GateOpened(Pass.NONE));
    assertThat(commands).noneMatch(command -> command instanceof StepsCommand.RunStep);
  }

  @Test
  void aStepThatRunsIsNotStoppedByAnExpiry() {
    state = StepsState.planned(GRAPH, 1, DAY);
    begin();
    take(new StepsSignal.Approve("ben", "fine", "", List.of(), NOON));
    take(new StepsSignal.ApprovalsExpired(NOON));
    assertThat(state.mode()).isEqualTo(Mode.FORWARD);
  }

  @Test
  void aFirstStepWithoutAWayBackWaitsForTheWholeChangeToBeApprovedAgain() {
    StepGraph drop = new StepGraph(List.of(new Step("drop", List.of(), false, "drops a column")));
    state = StepsState.planned(drop, 1, DAY);
    begin();
    take(new StepsSignal.Approve("ben", "fine", "", List.of(), NOON));
    take(new StepsSignal.ApprovalsExpired(NOON));
    assertThat(state.mode()).isEqualTo(Mode.AWAITING_APPROVAL);
    take(new StepsSignal.Approve("ben", "still fine", ""));
    assertThat(state.in(Condition.AT_GATE)).hasSize(1);
    assertThat(commands).noneMatch(command -> command instanceof StepsCommand.RunStep);
  }

  @Test
  void goesBackToPlanningBeforeItIsLetIn() {
    state = StepsState.planned(GRAPH, 0, DAY).forGate();
    begin();
    take(new StepsSignal.GateLate("it could not begin before noon"));
    assertThat(state.mode()).isEqualTo(Mode.REPLANNING);
    take(new StepsSignal.Abort("ann", "not today", false));
    assertThat(state.outcome()).isEqualTo(Outcome.REFUSED);
  }

  @Test
  void aFreezeStopsRunningStepsAndBeginsNoOther() {
    begin();
    take(new StepsSignal.Stopped("freeze year end"));
    assertThat(commands).last().isEqualTo(new StepsCommand.TellStep("expand", "freeze year end"));
    done("expand");
    assertThat(state.in(Condition.RUNNING)).isEmpty();
    take(new StepsSignal.Woken(Pass.NONE));
    assertThat(state.in(Condition.RUNNING)).isNotEmpty();
  }

  @Test
  void nobodyLetsAStepWithoutWayBackBeginInAFreeze() {
    begin();
    done("expand", "config", "release", "traffic");
    take(new StepsSignal.Stopped("freeze year end"));
    assertThat(Steps.refusal(state, new StepsSignal.Approve("ann", "seen", "")).orElse(""))
        .contains("freeze year end");
  }

  @Test
  void aChangeThatNobodyApprovesEndsUntouched() {
    state = StepsState.planned(GRAPH, 1, DAY);
    begin();
    take(new StepsSignal.ApprovalTimedOut());
    assertThat(state.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(commands).noneMatch(command -> command instanceof StepsCommand.RunStep);
  }

  @Test
  void aChangeAbortedBeforeItBeginsIsRefused() {
    state = StepsState.planned(GRAPH, 1, DAY);
    begin();
    take(new StepsSignal.Abort("ann", "not today", false));
    assertThat(state.outcome()).isEqualTo(Outcome.REFUSED);
  }

  @Test
  void anApprovalOfNoStepInParticularIsForTheOnlyOneThatWaits() {
    begin();
    assertThat(Steps.refusal(state, new StepsSignal.Approve("ann", "", ""))).isPresent();
    done("expand", "config", "release", "traffic");
    take(new StepsSignal.Approve("ann", "seen", ""));
    assertThat(state.condition(CONTRACT)).isEqualTo(Condition.RUNNING);
  }

  @Test
  void anApprovalThatCouldMeanSeveralStepsIsAskedWhich() {
    state =
        StepsState.planned(
            new StepGraph(
                List.of(
                    new Step("a", List.of(), false, "drops a column"),
                    new Step("b", List.of(), false, "drops a table"))),
            0,
            DAY);
    begin();
    assertThat(Steps.refusal(state, new StepsSignal.Approve("ann", "", "")))
        .hasValue("several steps wait, say which: a, b");
  }
}
