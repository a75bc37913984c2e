package dev.sluice.workflows.change;

import static dev.sluice.workflows.change.ChangeEnvironment.result;
import static dev.sluice.workflows.change.ChangeEnvironment.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.plan.OnTrouble;
import dev.sluice.domain.plan.Plan;
import dev.sluice.proto.history.v1.AbortSteering;
import dev.sluice.proto.history.v1.BakeOrder;
import dev.sluice.proto.history.v1.ChangeResult;
import dev.sluice.proto.history.v1.EventsQuery;
import dev.sluice.proto.history.v1.Extension;
import dev.sluice.proto.v1.Change;
import dev.sluice.proto.v1.ChangeEvent;
import dev.sluice.proto.v1.Outcome;
import dev.sluice.proto.v1.Phase;
import dev.sluice.proto.v1.Verdict;
import dev.sluice.workflows.wire.TimeWire;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class ChangeWorkflowTest {
  private final ChangeEnvironment environment = new ChangeEnvironment();

  @AfterEach
  void close() {
    environment.close();
  }

  @Test
  void completesThroughAllStages() {
    ScriptedTargets targets = serve(Plans.of(1, 2));
    ChangeWorkflow running = start();
    assertThat(result(running).getOutcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(targets.orders)
        .containsExactly(
            "plan", "precheck", "apply 1", "bake 1", "apply 2", "bake 2", "apply 3", "bake 3");
    Change change = running.describe();
    assertThat(change.getPhase()).isEqualTo(Phase.ENDED);
    assertThat(change.getProgress().getTargetsChanged()).isEqualTo(6);
    assertThat(change.getProgress().getTargetsAtRisk()).isZero();
  }

  @Test
  void takesBackEverythingItTouchedWhenABatchFails() {
    ScriptedTargets targets = serve(Plans.of(1, 2));
    targets.verdicts.put(2, Verdict.FAIL);
    ChangeResult result = result(start());
    assertThat(result.getOutcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(result.getReason()).isEqualTo("error_rate looks like FAIL");
    assertThat(targets.orders)
        .endsWith("apply 2", "bake 2", "revert 2", "revert 1", "check")
        .doesNotContain("apply 3");
  }

  @Test
  void neverTakesInconclusiveForAPass() {
    ScriptedTargets targets = serve(Plans.of(2));
    targets.verdicts.put(1, Verdict.INCONCLUSIVE);
    assertThat(result(start()).getOutcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(targets.orders).doesNotContain("apply 2");
  }

  @Test
  void isRefusedUntouchedWhenTargetsAreNotReady() {
    ScriptedTargets targets = serve(Plans.of(1));
    targets.obstacles.add("checkout-a-1 is drained");
    ChangeResult result = result(start());
    assertThat(result.getOutcome()).isEqualTo(Outcome.REFUSED);
    assertThat(result.getReason()).contains("checkout-a-1 is drained");
    assertThat(targets.orders).containsExactly("plan", "precheck");
  }

  @Test
  void triesTheWayBackAgainBeforeItCallsAPerson() {
    ScriptedTargets targets = serve(Plans.of(1));
    targets.verdicts.put(1, Verdict.FAIL);
    targets.failuresLeft.put("revert 1", 1);
    assertThat(result(start()).getOutcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(targets.orders).containsSubsequence("revert 1", "revert 1", "check");
  }

  @Test
  void waitsForApprovalFromSomebodyElse() {
    serve(Plans.with(1, OnTrouble.ROLL_BACK, Duration.ZERO, 1));
    ChangeWorkflow change = start();
    awaitPhase(change, Phase.AWAITING_APPROVAL);
    assertThat(change.describe().getWaitingFor()).contains("1 approval").contains("ann");
    assertThatThrownBy(() -> change.approve(said("ann")))
        .isInstanceOf(WorkflowUpdateException.class)
        .hasStackTraceContaining("can't approve it");
    Change approved = change.approve(said("bob"));
    assertThat(approved.getApprovals(0).getApprover()).isEqualTo("bob");
    assertThat(result(change).getOutcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void endsUntouchedWhenNobodyApproves() {
    ScriptedTargets targets = serve(Plans.with(1, OnTrouble.ROLL_BACK, Duration.ZERO, 1));
    assertThat(result(start()).getOutcome()).isEqualTo(Outcome.REFUSED);
    assertThat(targets.orders).containsExactly("plan");
  }

  @Test
  void aPauseLetsTheBatchInHandFinishAndBeginsNoOther() throws InterruptedException {
    ScriptedTargets targets = serve(Plans.of(2));
    CountDownLatch bake = targets.holds("bake 1");
    ChangeWorkflow change = start();
    targets.awaitBegun("bake 1");
    change.pause(said("bob"));
    bake.countDown();
    awaitPhase(change, Phase.PAUSED);
    assertThat(targets.orders).doesNotContain("apply 2");
    assertThatThrownBy(() -> change.pause(said("bob")))
        .isInstanceOf(WorkflowUpdateException.class)
        .cause()
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure ->
                assertThat(failure.getOriginalMessage()).isEqualTo("bob has paused it already"));
    change.resume(said("bob"));
    assertThat(result(change).getOutcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void anAbortWhileApplyingWaitsUntilNobodyChangesTargets() throws InterruptedException {
    ScriptedTargets targets = serve(Plans.of(2));
    targets.holds("apply 1");
    ChangeWorkflow change = start();
    targets.awaitBegun("apply 1");
    change.abort(AbortSteering.newBuilder().setActor("bob").setReason("wrong day").build());
    ChangeResult result = result(change);
    assertThat(result.getOutcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(result.getReason()).contains("bob").contains("wrong day");
    assertThat(targets.orders)
        .containsSubsequence("apply 1", "apply 1 cancelled", "revert 1", "check");
  }

  @Test
  void aCancellationInTemporalTakesTheChangeBack() throws InterruptedException {
    ScriptedTargets targets = serve(Plans.of(2));
    targets.holds("bake 1");
    ChangeWorkflow change = start();
    targets.awaitBegun("bake 1");
    WorkflowStub.fromTyped(change).cancel();
    awaitPhase(change, Phase.ENDED);
    assertThat(change.describe().getOutcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(change.describe().getStatusReason()).contains("cancelled in Temporal");
    assertThat(targets.orders).containsSubsequence("revert 1", "check");
  }

  @Test
  void anExtendedBakeStartsAgainFromTheSameWindow() throws InterruptedException {
    ScriptedTargets targets = serve(Plans.of(1));
    CountDownLatch bake = targets.holds("bake 1");
    ChangeWorkflow change = start();
    targets.awaitBegun("bake 1");
    change.extendBake(
        Extension.newBuilder()
            .setActor("bob")
            .setBy(TimeWire.toProto(Duration.ofMinutes(30)))
            .build());
    bake.countDown();
    assertThat(result(change).getOutcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(targets.orders.stream().filter("bake 1"::equals)).hasSize(2);
  }

  @Test
  void aHeldChangeGoesOnWhenAPersonOverridesTheVerdict() {
    ScriptedTargets targets = serve(Plans.with(0, OnTrouble.HOLD, Duration.ZERO, 1));
    targets.verdicts.put(1, Verdict.FAIL);
    ChangeWorkflow change = start();
    awaitPhase(change, Phase.HELD);
    assertThat(change.describe().getWaitingFor()).contains("override, resume or abort");
    change.overrideVerdict(
        dev.sluice.proto.history.v1.Override.newBuilder()
            .setActor("bob")
            .setReason("a known test")
            .setVerdict(Verdict.PASS)
            .build());
    assertThat(result(change).getOutcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void aLateHarmReopensTheWayBack() {
    ScriptedTargets targets = serve(Plans.with(0, OnTrouble.ROLL_BACK, Duration.ofHours(1), 1, 1));
    targets.verdicts.put(ScriptedTargets.WHOLE, Verdict.FAIL);
    ChangeResult result = result(start());
    assertThat(result.getOutcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(result.getReason()).startsWith("late harm");
    assertThat(targets.orders).endsWith("bake 2", "bake 0", "revert 2", "revert 1", "check");
  }

  @Test
  void theLastWatchLastsItsWholeTimeHoweverLongAgoTheLastBatchWasChanged() {
    ScriptedTargets targets = serve(Plans.with(0, OnTrouble.ROLL_BACK, Duration.ofHours(1), 1, 1));
    Instant before = Instant.ofEpochMilli(environment.currentTimeMillis());
    result(start());
    BakeOrder watch = Objects.requireNonNull(targets.bakes.get(ScriptedTargets.WHOLE));
    Instant changed = TimeWire.toDomain(watch.getWindow().getEndTime());
    assertThat(changed.plus(TimeWire.toDomain(watch.getMinimum())))
        .isBetween(before.plus(Duration.ofHours(1)), before.plus(Duration.ofHours(2)));
    assertThat(watch.getMaximum()).isEqualTo(watch.getMinimum());
  }

  @Test
  void countsTheTargetsOfAStagesBatchAsAtRiskBeforeTheyAreChanged() throws InterruptedException {
    ScriptedTargets targets = serve(Plans.of(25));
    CountDownLatch apply = targets.holds("apply 3");
    ChangeWorkflow change = start();
    targets.awaitBegun("apply 3");
    environment.awaitBatch(change, 3);
    assertThat(change.describe().getProgress().getTargetsAtRisk()).isEqualTo(2);
    assertThat(change.describe().getPhase()).isEqualTo(Phase.APPLYING);
    apply.countDown();
    assertThat(result(change).getOutcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void aLargeStageRunsAsAWorkflowOfItsOwnAndIsTakenBackByOne() {
    ScriptedTargets targets = serve(Plans.of(1, 25, 1));
    targets.verdicts.put(27, Verdict.FAIL);
    ChangeWorkflow change = start();
    assertThat(result(change).getOutcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(targets.orders.stream().filter(order -> order.startsWith("apply"))).hasSize(27);
    assertThat(targets.orders.stream().filter(order -> order.startsWith("revert")))
        .hasSize(27)
        .startsWith("revert 27", "revert 26")
        .endsWith("revert 2", "revert 1");
    assertThat(change.describe().getProgress().getTargetsReverted()).isEqualTo(54);
    assertThat(environment.client().fetchHistory(ChangeEnvironment.ID).getEvents())
        .hasSizeLessThan(500);
  }

  @Test
  void aPauseReachesTheRunningStage() throws InterruptedException {
    ScriptedTargets targets = serve(Plans.of(25));
    CountDownLatch bake = targets.holds("bake 3");
    ChangeWorkflow change = start();
    targets.awaitBegun("bake 3");
    change.pause(said("bob"));
    bake.countDown();
    awaitPhase(change, Phase.PAUSED);
    assertThat(change.describe().getProgress().getBatch()).isLessThanOrEqualTo(4);
    change.resume(said("bob"));
    assertThat(result(change).getOutcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(targets.orders.stream().filter(order -> order.startsWith("apply"))).hasSize(25);
  }

  @Test
  void anAbortReachesTheRunningStage() throws InterruptedException {
    ScriptedTargets targets = serve(Plans.of(25));
    targets.holds("apply 3");
    ChangeWorkflow change = start();
    targets.awaitBegun("apply 3");
    change.abort(AbortSteering.newBuilder().setActor("bob").setReason("enough").build());
    assertThat(result(change).getOutcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(targets.orders)
        .endsWith("apply 3", "apply 3 cancelled", "revert 3", "revert 2", "revert 1", "check");
  }

  @Test
  void numbersItsEventsWithoutGaps() {
    serve(Plans.of(1));
    ChangeWorkflow change = start();
    result(change);
    List<ChangeEvent> all = change.events(EventsQuery.newBuilder().build()).getEventsList();
    assertThat(all).extracting(ChangeEvent::getSequence).startsWith(1L).doesNotHaveDuplicates();
    assertThat(all.getLast().getSequence()).isEqualTo(all.size());
    assertThat(all.getLast().getKind()).isEqualTo("ENDED");
    assertThat(change.events(EventsQuery.newBuilder().setAfter(3).build()).getEvents(0))
        .isEqualTo(all.get(3));
  }

  private ScriptedTargets serve(Plan plan) {
    return environment.serve(plan);
  }

  private ChangeWorkflow start() {
    return environment.start();
  }

  private void awaitPhase(ChangeWorkflow change, Phase phase) {
    environment.awaitPhase(change, phase);
  }
}
