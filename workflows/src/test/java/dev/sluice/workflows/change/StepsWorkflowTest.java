package dev.sluice.workflows.change;

import static dev.sluice.workflows.change.ChangeEnvironment.result;
import static dev.sluice.workflows.change.ChangeEnvironment.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.plan.OnTrouble;
import dev.sluice.proto.history.v1.AbortSteering;
import dev.sluice.proto.history.v1.ChangeResult;
import dev.sluice.proto.history.v1.EventsQuery;
import dev.sluice.proto.history.v1.Extension;
import dev.sluice.proto.history.v1.Steering;
import dev.sluice.proto.v1.Change;
import dev.sluice.proto.v1.ChangeEvent;
import dev.sluice.proto.v1.Outcome;
import dev.sluice.proto.v1.Phase;
import dev.sluice.proto.v1.StepState;
import dev.sluice.proto.v1.StepStatus;
import dev.sluice.proto.v1.Verdict;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A change over several sub-domains on a Temporal server in this process. */
@Timeout(60)
final class StepsWorkflowTest {
  private final ChangeEnvironment environment = new ChangeEnvironment();

  @AfterEach
  void close() {
    environment.close();
  }

  private static List<StepState> states(Change change) {
    return change.getStepsList().stream().map(StepStatus::getState).toList();
  }

  @Test
  void runsEachStepAsAChangeOfItsOwnOnceThoseBeforeItAreDone() {
    ScriptedSystems systems = environment.serve(StepsPlans.three());
    ChangeWorkflow change = environment.start();
    assertThat(result(change).getOutcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(systems.orders)
        .containsExactly(
            "expand apply 1",
            "expand bake",
            "release apply 1",
            "release bake",
            "traffic apply 1",
            "traffic bake");
    Change shown = change.describe();
    assertThat(states(shown)).containsOnly(StepState.STEP_DONE);
    assertThat(shown.getSteps(1).getChange())
        .isEqualTo("changes/" + ChangeEnvironment.ID + ".release");
    assertThat(environment.change("release").describe().getPhase()).isEqualTo(Phase.ENDED);
  }

  @Test
  void aStepThatFailsLateTakesTheEarlierOnesBackInOrder() {
    ScriptedSystems systems = environment.serve(StepsPlans.three());
    systems.verdicts.put("traffic", Verdict.FAIL);
    ChangeWorkflow change = environment.start();
    ChangeResult result = result(change);
    assertThat(result.getOutcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(result.getReason()).isEqualTo("step traffic: errors look like FAIL");
    assertThat(systems.orders)
        .endsWith(
            "traffic bake",
            "traffic revert 1",
            "traffic check",
            "release revert 1",
            "release check",
            "expand revert 1",
            "expand check");
    assertThat(states(change.describe())).containsOnly(StepState.STEP_UNDONE);
    assertThat(systems.orderedAs.get("release revert"))
        .as("a sub-domain takes back what the step did")
        .isEqualTo(systems.orderedAs.get("release apply"));
  }

  @Test
  void aStepThatCannotBeTakenBackWaitsForSomebodyElsesApproval() {
    environment.serve(
        StepsPlans.of(
            0,
            StepsPlans.step("expand", ""),
            StepsPlans.step("contract", "drops a column", "expand")));
    ChangeWorkflow change = environment.start();
    environment.awaitPhase(change, Phase.AWAITING_APPROVAL);
    assertThat(change.describe().getWaitingFor()).contains("contract", "drops a column", "ann");
    assertThatThrownBy(() -> change.approve(said("ann")))
        .isInstanceOf(WorkflowUpdateException.class)
        .hasStackTraceContaining("can't approve it");
    assertThatThrownBy(() -> change.approve(said("bob").toBuilder().setStep("expand").build()))
        .hasStackTraceContaining("step expand does not wait for approval, but contract");
    Change approved = change.approve(said("bob").toBuilder().setStep("contract").build());
    assertThat(approved.getApprovals(0).getApprover()).isEqualTo("bob");
    assertThat(result(change).getOutcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void theWholeIsApprovedOnceAndItsStepsNotAgain() {
    ScriptedSystems systems = environment.serve(StepsPlans.of(1, StepsPlans.step("expand", "")));
    ChangeWorkflow change = environment.start();
    environment.awaitPhase(change, Phase.AWAITING_APPROVAL);
    assertThat(systems.orders).isEmpty();
    change.approve(said("bob"));
    assertThat(result(change).getOutcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void endsUntouchedWhenNobodyApproves() {
    ScriptedSystems systems = environment.serve(StepsPlans.of(1, StepsPlans.step("expand", "")));
    assertThat(result(environment.start()).getOutcome()).isEqualTo(Outcome.REFUSED);
    assertThat(systems.orders).isEmpty();
  }

  @Test
  void anAbortStopsTheStepInHandAndTakesBackAllOfThem() throws InterruptedException {
    ScriptedSystems systems = environment.serve(StepsPlans.three());
    systems.holds("release bake");
    ChangeWorkflow change = environment.start();
    systems.awaitBegun("release bake");
    change.abort(AbortSteering.newBuilder().setActor("bob").setReason("seen enough").build());
    ChangeResult result = result(change);
    assertThat(result.getOutcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(result.getReason()).isEqualTo("aborted by bob: seen enough");
    assertThat(systems.orders)
        .endsWith("release revert 1", "release check", "expand revert 1", "expand check")
        .doesNotContain("traffic apply 1");
  }

  @Test
  void anAbortWithHoldLeavesEverythingAsItIs() throws InterruptedException {
    ScriptedSystems systems = environment.serve(StepsPlans.three());
    systems.holds("release bake");
    ChangeWorkflow change = environment.start();
    systems.awaitBegun("release bake");
    change.abort(
        AbortSteering.newBuilder().setActor("bob").setReason("enough").setHold(true).build());
    assertThat(result(change).getOutcome()).isEqualTo(Outcome.STOPPED);
    assertThat(systems.orders).noneMatch(order -> order.contains("revert"));
  }

  @Test
  void aPauseReachesTheStepInHandAndLetsNoOtherBegin() throws InterruptedException {
    ScriptedSystems systems = environment.serve(StepsPlans.three());
    CountDownLatch bake = systems.holds("expand bake");
    ChangeWorkflow change = environment.start();
    systems.awaitBegun("expand bake");
    change.pause(said("bob"));
    bake.countDown();
    environment.awaitPhase(change, Phase.PAUSED);
    assertThat(systems.orders).doesNotContain("release apply 1");
    assertThat(change.describe().getWaitingFor()).contains("bob");
    change.resume(said("bob"));
    assertThat(result(change).getOutcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void aWayBackThatIsStuckWaitsForAPersonAndIsTriedAgainAboveAllEarlierAttempts() {
    ScriptedSystems systems = environment.serve(StepsPlans.three());
    systems.verdicts.put("traffic", Verdict.FAIL);
    // Two attempts each round, of which none succeeds before a person has it tried again.
    systems.failuresLeft.put("release revert 1", 2);
    ChangeWorkflow change = environment.start();
    environment.awaitStep(change, "release", Phase.HELD);
    assertThat(change.describe().getWaitingFor()).contains("step release: a person to");
    environment.change("release.back-1").resume(said("bob"));
    assertThat(result(change).getOutcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(systems.releaseRevertAttempts).containsExactly(1, 2, 3);
  }

  @Test
  void aStepThatAPersonStoppedWhereItIsHoldsTheChange() throws InterruptedException {
    ScriptedSystems systems = environment.serve(StepsPlans.three());
    systems.holds("release bake");
    ChangeWorkflow change = environment.start();
    systems.awaitBegun("release bake");
    environment
        .change("release")
        .abort(
            AbortSteering.newBuilder().setActor("bob").setReason("enough").setHold(true).build());
    environment.awaitPhase(change, Phase.HELD);
    Change held = change.describe();
    assertThat(held.getStatusReason()).contains("step release: aborted by bob: enough");
    assertThat(held.getSteps(1).getState()).isEqualTo(StepState.STEP_STUCK);
    change.resume(said("bob"));
    assertThat(result(change).getOutcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(systems.orders).contains("release revert 1", "expand revert 1");
  }

  @Test
  void aCancellationInTemporalTakesBackWhatWasDone() throws InterruptedException {
    ScriptedSystems systems = environment.serve(StepsPlans.three());
    systems.holds("release bake");
    ChangeWorkflow change = environment.start();
    systems.awaitBegun("release bake");
    WorkflowStub.fromTyped(change).cancel();
    environment.awaitPhase(change, Phase.ENDED);
    assertThat(change.describe().getOutcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(systems.orders).endsWith("expand revert 1", "expand check");
  }

  @Test
  void verdictsAndBakesAreSteeredOnTheStepItself() throws InterruptedException {
    ScriptedSystems systems = environment.serve(StepsPlans.three());
    systems.holds("release bake");
    ChangeWorkflow change = environment.start();
    systems.awaitBegun("release bake");
    Extension extension = Extension.newBuilder().setActor("bob").setReason("slow").build();
    assertThatThrownBy(() -> change.extendBake(extension))
        .hasStackTraceContaining(ChangeEnvironment.ID + ".release");
    change.abort(AbortSteering.newBuilder().setActor("bob").setReason("enough").build());
    assertThat(result(change).getOutcome()).isEqualTo(Outcome.ROLLED_BACK);
  }

  @Test
  void tellsWhatHappenedInOrder() {
    environment.serve(StepsPlans.three());
    ChangeWorkflow change = environment.start();
    result(change);
    assertThat(
            change.events(EventsQuery.getDefaultInstance()).getEventsList().stream()
                .map(ChangeEvent::getKind)
                .filter(kind -> !kind.equals("STEP_PROGRESSED")))
        .containsExactly(
            "PLANNING",
            "PLANNED",
            "BEGUN",
            "STEP_BEGUN",
            "STEP_DONE",
            "STEP_BEGUN",
            "STEP_DONE",
            "STEP_BEGUN",
            "STEP_DONE",
            "ENDED");
  }

  @Test
  void aChangeOfOneSubDomainHasNoStepToApprove() {
    environment.serve(Plans.with(1, OnTrouble.ROLL_BACK, Duration.ZERO, 1));
    ChangeWorkflow change = environment.start();
    environment.awaitPhase(change, Phase.AWAITING_APPROVAL);
    Steering said = said("bob").toBuilder().setStep("release").build();
    assertThatThrownBy(() -> change.approve(said)).hasStackTraceContaining("it has no steps");
  }
}
