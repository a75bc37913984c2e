package dev.sluice.workflows.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.control.Controls;
import dev.sluice.domain.ledger.Registered;
import dev.sluice.domain.plan.OnTrouble;
import dev.sluice.domain.plan.Plan;
import dev.sluice.domain.rollout.Rollout;
import dev.sluice.proto.history.v1.AbortSteering;
import dev.sluice.proto.history.v1.ChangeInput;
import dev.sluice.proto.history.v1.LedgerEntries;
import dev.sluice.proto.history.v1.LedgerEntry;
import dev.sluice.proto.history.v1.RiskOrder;
import dev.sluice.proto.v1.Outcome;
import dev.sluice.proto.v1.Phase;
import dev.sluice.proto.v1.Verdict;
import dev.sluice.workflows.ledger.LedgerActivities;
import dev.sluice.workflows.ledger.LedgerWorkflowImpl;
import dev.sluice.workflows.wire.LedgerWire;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a change has recorded, also while the ledger is away. */
@Timeout(60)
class ChangeLedgerTest {
  private final ChangeEnvironment environment = new ChangeEnvironment();
  private final Rows rows = new Rows();

  @AfterEach
  void close() {
    environment.close();
  }

  /** Keeps each key once, as the ledger does. */
  private static final class Rows implements LedgerActivities {
    private final Map<String, LedgerEntry> byKey =
        Collections.synchronizedMap(new LinkedHashMap<>());
    private final Set<String> handedIn = Collections.synchronizedSet(new LinkedHashSet<>());
    private final AtomicBoolean away = new AtomicBoolean();
    private final AtomicBoolean broken = new AtomicBoolean();

    @Override
    public void append(LedgerEntries entries) {
      entries.getEntriesList().forEach(entry -> handedIn.add(entry.getKey()));
      if (broken.get()) {
        throw ApplicationFailure.newNonRetryableFailure("no such column", "DEFECT");
      }
      if (away.get()) {
        throw ApplicationFailure.newFailure("no database answers", "LEDGER_UNAVAILABLE");
      }
      entries.getEntriesList().forEach(entry -> byKey.putIfAbsent(entry.getKey(), entry));
    }

    List<LedgerEntry.ContentCase> contents() {
      return List.copyOf(byKey.values()).stream().map(LedgerEntry::getContentCase).toList();
    }
  }

  private ChangeWorkflow start(Plan plan, ScriptedTargets[] served) {
    return start(plan, served, _ -> {});
  }

  private ChangeWorkflow start(
      Plan plan, ScriptedTargets[] served, Consumer<ScriptedTargets> beforehand) {
    served[0] = environment.serve(plan, List.of(LedgerWorkflowImpl.class), List.<Object>of(rows));
    beforehand.accept(served[0]);
    return environment.start(ChangeInput.newBuilder().setKeepsLedger(true));
  }

  @Test
  void aChangeIsRecordedFromItsPlanToItsEnd() {
    ChangeWorkflow change = start(Plans.of(1, 1), new ScriptedTargets[1]);
    assertThat(ChangeEnvironment.result(change).getOutcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(rows.contents())
        .containsExactly(
            LedgerEntry.ContentCase.REGISTERED,
            LedgerEntry.ContentCase.JUDGED,
            LedgerEntry.ContentCase.JUDGED,
            LedgerEntry.ContentCase.ENDED);
    assertThat(rows.byKey.keySet()).first().isEqualTo(ChangeEnvironment.ID + "/1");
  }

  @Test
  void aChangeThatEndsWhileItIsPlannedIsRecordedAsRefused() throws InterruptedException {
    ScriptedTargets[] targets = new ScriptedTargets[1];
    ChangeWorkflow change =
        start(
            Plans.of(1),
            targets,
            serving -> {
              var _ = serving.holds("plan");
            });
    targets[0].awaitBegun("plan");
    change.abort(AbortSteering.newBuilder().setActor("bob").setReason("not today").build());
    assertThat(ChangeEnvironment.result(change).getOutcome()).isEqualTo(Outcome.REFUSED);
    isRecordedAsRefused("aborted by bob: not today");
  }

  @Test
  void aChangeThatPoliciesHoldAndAPersonEndsIsRecordedAsRefused() {
    Plan plan = Plans.of(1);
    Controls holds = Controls.held("no-friday: wait until Monday");
    ChangeWorkflow change =
        start(plan.classified(plan.classification().withControls(holds)), new ScriptedTargets[1]);
    environment.await(change, shown -> shown.getWaitingFor().contains("no-friday"));
    change.abort(AbortSteering.newBuilder().setActor("bob").setReason("not today").build());
    assertThat(ChangeEnvironment.result(change).getOutcome()).isEqualTo(Outcome.REFUSED);
    isRecordedAsRefused("aborted by bob: not today");
  }

  private void isRecordedAsRefused(String why) {
    assertThat(rows.contents())
        .containsExactly(LedgerEntry.ContentCase.REGISTERED, LedgerEntry.ContentCase.ENDED);
    LedgerEntry first = List.copyOf(rows.byKey.values()).getFirst();
    assertThat(first.getRegistered().getReasonsList()).containsExactly(why);
    assertThat(LedgerWire.toDomain(first).content())
        .isInstanceOfSatisfying(
            Registered.class, registered -> assertThat(registered.isPlanned()).isFalse());
  }

  @Test
  void aWayBackIsRecordedWithItsVerdict() {
    ScriptedTargets[] targets = new ScriptedTargets[1];
    ChangeWorkflow change = start(Plans.of(1), targets);
    targets[0].verdicts.put(1, Verdict.FAIL);
    ChangeEnvironment.result(change);
    assertThat(rows.contents())
        .endsWith(LedgerEntry.ContentCase.ROLLED_BACK, LedgerEntry.ContentCase.ENDED);
  }

  @Test
  void waitingForApprovalIsRecordedWithWhoGaveIt() {
    ChangeWorkflow change =
        start(Plans.with(1, OnTrouble.ROLL_BACK, Duration.ZERO, 1), new ScriptedTargets[1]);
    environment.awaitPhase(change, Phase.AWAITING_APPROVAL);
    change.approve(ChangeEnvironment.said("bob"));
    ChangeEnvironment.result(change);
    assertThat(rows.contents())
        .startsWith(
            LedgerEntry.ContentCase.REGISTERED,
            LedgerEntry.ContentCase.HELD,
            LedgerEntry.ContentCase.APPROVED,
            LedgerEntry.ContentCase.RELEASED);
  }

  @Test
  void aLoweredRiskIsRecordedWithWhoLoweredItAndWhy() {
    Plan plan = Plans.with(1, OnTrouble.ROLL_BACK, Duration.ZERO, 1);
    ScriptedTargets[] targets = new ScriptedTargets[1];
    ChangeWorkflow change = start(plan, targets);
    environment.awaitPhase(change, Phase.AWAITING_APPROVAL);
    targets[0].plans.add(Plans.of(1));
    change.lowerRisk(lower(change.describe().getPlan().getRisk() - 1));
    ChangeEnvironment.result(change);
    assertThat(rows.contents())
        .containsSequence(
            LedgerEntry.ContentCase.REGISTERED,
            LedgerEntry.ContentCase.HELD,
            LedgerEntry.ContentCase.RELEASED,
            LedgerEntry.ContentCase.OVERRIDDEN);
    assertThat(rows.contents()).containsOnlyOnce(LedgerEntry.ContentCase.REGISTERED);
    assertThat(
            rows.byKey.values().stream()
                .filter(LedgerEntry::hasOverridden)
                .map(row -> row.getOverridden().getActor() + row.getOverridden().getReason()))
        .containsExactly("gracetried on staging twice");
  }

  private static RiskOrder lower(int to) {
    return RiskOrder.newBuilder()
        .setActor("grace")
        .setReason("tried on staging twice")
        .setTo(to)
        .setRole("risk-owner")
        .addRoles("risk-owner")
        .build();
  }

  @Test
  void aStageThatRunsByItselfRecordsEachVerdictOnce() {
    int batches = Rollout.LARGE_STAGE + 1;
    ChangeWorkflow change = start(Plans.of(batches), new ScriptedTargets[1]);
    ChangeEnvironment.result(change);
    assertThat(rows.contents().stream().filter(LedgerEntry.ContentCase.JUDGED::equals))
        .hasSize(batches);
    assertThat(rows.byKey.values()).allMatch(row -> row.getChange().equals(ChangeEnvironment.ID));
  }

  @Test
  void aChangeEndsWithoutTheLedgerAndLosesNothing() {
    rows.away.set(true);
    ChangeWorkflow change = start(Plans.of(1, 1), new ScriptedTargets[1]);
    assertThat(ChangeEnvironment.result(change).getOutcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(rows.contents()).isEmpty();
    rows.away.set(false);
    String left = ChangeEnvironment.ID + ".ledger-4";
    WorkflowStub rest = environment.client().newUntypedWorkflowStub(left);
    rest.getResult(Void.class);
    assertThat(rows.contents()).hasSize(4).last().isEqualTo(LedgerEntry.ContentCase.ENDED);
  }

  @Test
  void whatSluiceItselfCanNotWriteFailsVisiblyInAWorkflowOfItsOwn() {
    rows.broken.set(true);
    ChangeWorkflow change = start(Plans.of(1), new ScriptedTargets[1]);
    assertThat(ChangeEnvironment.result(change).getOutcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(rows.handedIn)
        .containsExactly(
            ChangeEnvironment.ID + "/1", ChangeEnvironment.ID + "/2", ChangeEnvironment.ID + "/3");
    for (String left : List.of("1", "3")) {
      WorkflowStub rest =
          environment.client().newUntypedWorkflowStub(ChangeEnvironment.ID + ".ledger-" + left);
      assertThatThrownBy(() -> rest.getResult(Void.class))
          .isInstanceOf(WorkflowFailedException.class)
          .hasStackTraceContaining("no such column");
    }
  }
}
