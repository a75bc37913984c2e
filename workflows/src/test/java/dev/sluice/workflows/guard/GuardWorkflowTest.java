package dev.sluice.workflows.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.control.AppliedRule;
import dev.sluice.domain.control.Controls;
import dev.sluice.domain.control.RuleStatus;
import dev.sluice.domain.plan.Footprint;
import dev.sluice.domain.plan.OnTrouble;
import dev.sluice.domain.plan.Plan;
import dev.sluice.domain.plan.TargetRange;
import dev.sluice.proto.history.v1.BakeOrder;
import dev.sluice.proto.history.v1.GateAnswer;
import dev.sluice.proto.history.v1.GateClaim;
import dev.sluice.proto.history.v1.GateLeave;
import dev.sluice.proto.history.v1.GateMessage;
import dev.sluice.proto.history.v1.GateOpening;
import dev.sluice.proto.history.v1.GateQuestion;
import dev.sluice.proto.history.v1.GateRoster;
import dev.sluice.proto.history.v1.GateStanding;
import dev.sluice.proto.history.v1.GuardCall;
import dev.sluice.proto.history.v1.GuardEnd;
import dev.sluice.proto.history.v1.GuardInput;
import dev.sluice.proto.history.v1.GuardWord;
import dev.sluice.proto.history.v1.LedgerEntries;
import dev.sluice.proto.history.v1.LedgerEntry;
import dev.sluice.proto.history.v1.LedgerEntry.ContentCase;
import dev.sluice.proto.history.v1.MatchedRuleEntry;
import dev.sluice.proto.history.v1.Roll;
import dev.sluice.proto.v1.Guard;
import dev.sluice.proto.v1.GuardPhase;
import dev.sluice.proto.v1.Inspection;
import dev.sluice.proto.v1.Outcome;
import dev.sluice.proto.v1.StepDecision;
import dev.sluice.proto.v1.Verdict;
import dev.sluice.workflows.TaskQueues;
import dev.sluice.workflows.change.Plans;
import dev.sluice.workflows.gate.GateActivities;
import dev.sluice.workflows.inspection.InspectionActivities;
import dev.sluice.workflows.ledger.LedgerActivities;
import dev.sluice.workflows.wire.PlanWire;
import dev.sluice.workflows.wire.TargetWire;
import dev.sluice.workflows.wire.TimeWire;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GuardWorkflowTest {
  private final TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance();
  private final List<String> gate = new CopyOnWriteArrayList<>();
  private final List<GateClaim> claims = new CopyOnWriteArrayList<>();
  private final List<LedgerEntry> ledger = new CopyOnWriteArrayList<>();
  private final List<BakeOrder> bakes = new CopyOnWriteArrayList<>();

  /** What the gate says before it lets a change in. */
  private volatile List<GateMessage> first = List.of();

  private volatile Verdict verdict = Verdict.PASS;

  /** A gate that lets all in, a ledger that keeps all, an inspection that says what it is told. */
  private final class Surroundings
      implements GateActivities, LedgerActivities, InspectionActivities {
    @Override
    public void ask(GateClaim claim) {
      gate.add((claim.getBegun() ? "runs " : "ask ") + claim.getServicesList());
      claims.add(claim);
      WorkflowStub stub = environment.getWorkflowClient().newUntypedWorkflowStub(claim.getChange());
      first.forEach(message -> stub.signal("gate", message));
      stub.signal(
          "gate", GateMessage.newBuilder().setOpen(GateOpening.getDefaultInstance()).build());
    }

    @Override
    public void leave(GateLeave leave) {
      gate.add("leave");
    }

    @Override
    public void answer(GateAnswer answer) {
      gate.add(
          "answer %s %s"
              .formatted(answer.getClaim().getServicesList(), answer.getClaim().getBegun()));
    }

    @Override
    public GateRoster whoRuns() {
      return GateRoster.getDefaultInstance();
    }

    @Override
    public Roll ended(Roll roll) {
      return Roll.getDefaultInstance();
    }

    @Override
    public void append(LedgerEntries entries) {
      ledger.addAll(entries.getEntriesList());
    }

    @Override
    public Inspection bake(BakeOrder order) {
      bakes.add(order);
      return Inspection.newBuilder().setVerdict(verdict).setSummary("errors looked at").build();
    }
  }

  @BeforeEach
  void start() {
    Worker worker = environment.newWorker(TaskQueues.CHANGES);
    worker.registerWorkflowImplementationTypes(GuardWorkflowImpl.class);
    worker.registerActivitiesImplementations(new Surroundings());
    environment.start();
  }

  @AfterEach
  void stop() {
    environment.close();
  }

  private GuardWorkflow begins(int approvals) {
    return begins(Plans.with(approvals, OnTrouble.ROLL_BACK, Duration.ZERO, 2));
  }

  private GuardWorkflow begins(Plan plan) {
    return begins(plan, List.of());
  }

  private GuardWorkflow begins(Plan plan, List<String> zones) {
    return starts(
        GuardInput.newBuilder()
            .setGuard("shop")
            .setKind("GUARDED")
            .setType("release")
            .setTitle("release checkout v2")
            .setRequester("ci")
            .addServices("checkout")
            .setPlan(PlanWire.toProto(plan))
            .addAllZones(zones)
            .setSteps(3)
            .setInspects(true)
            .setFingerprint("f")
            .setSilence(TimeWire.toProto(Duration.ofMinutes(30)))
            .build());
  }

  private static GuardInput.Builder reported() {
    return GuardInput.newBuilder()
        .setGuard("dns")
        .setKind("REPORTED")
        .setType("dns")
        .setTitle("move the zone")
        .setRequester("ci")
        .addServices("checkout")
        .setSilence(TimeWire.toProto(Duration.ofHours(24)));
  }

  private GuardWorkflow starts(GuardInput input) {
    GuardWorkflow guard =
        environment
            .getWorkflowClient()
            .newWorkflowStub(
                GuardWorkflow.class,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(GuardWorkflow.idOf(input.getGuard()))
                    .setTaskQueue(TaskQueues.CHANGES)
                    .build());
    var _ = WorkflowClient.start(guard::run, input);
    return guard;
  }

  private static GuardCall call(int step, String... targets) {
    return GuardCall.newBuilder()
        .setActor("ci")
        .setStep(step)
        .addAllTargets(List.of(targets))
        .build();
  }

  private static StepDecision begin(GuardWorkflow guard, int step) {
    return guard.beginStep(call(step)).getDecision();
  }

  private static StepDecision end(GuardWorkflow guard, int step, String... targets) {
    return guard.endStep(call(step, targets)).getDecision();
  }

  /** Asks again while the answer is to wait, as a caller does. */
  private static StepDecision settled(Supplier<StepDecision> asked) {
    StepDecision answer = asked.get();
    for (int i = 0; i < 100 && answer == StepDecision.WAIT; i++) {
      answer = asked.get();
    }
    return answer;
  }

  private static GuardEnd ends(String outcome) {
    return GuardEnd.newBuilder().setActor("ci").setOutcome(outcome).build();
  }

  private void awaitEnd(GuardWorkflow guard) {
    WorkflowStub.fromTyped(guard).getResult(Void.class);
    assertThat(gate).endsWith("leave");
    assertThat(ledger.getLast().hasEnded()).isTrue();
  }

  @Test
  void goesOnStepByStepWhileAllIsWell() {
    GuardWorkflow guard = begins(0);
    assertThat(settled(() -> begin(guard, 1))).isEqualTo(StepDecision.GO);
    assertThat(settled(() -> begin(guard, 1))).isEqualTo(StepDecision.GO);
    assertThat(settled(() -> end(guard, 1, "t00001"))).isEqualTo(StepDecision.GO);
    assertThat(settled(() -> end(guard, 1, "t00001"))).isEqualTo(StepDecision.GO);
    assertThat(settled(() -> begin(guard, 2))).isEqualTo(StepDecision.GO);
    assertThat(settled(() -> end(guard, 2, "t00002"))).isEqualTo(StepDecision.GO);
    assertThat(guard.end(ends("COMPLETED")).getOutcome()).isEqualTo(Outcome.COMPLETED);
    awaitEnd(guard);
    assertThat(bakes).hasSize(2);
    assertThat(bakes.getLast().getTreatmentCount()).isEqualTo(1);
    assertThat(bakes.getLast().getTouchedCount()).isEqualTo(2);
    assertThat(ledger.getFirst().getRegistered().getLevel()).isEqualTo("BATCHED");
    assertThat(ledger.getLast().getEnded().getTargetsChanged()).isEqualTo(2);
  }

  @Test
  void hasWhatIsBadTakenBackForGood() {
    verdict = Verdict.FAIL;
    GuardWorkflow guard = begins(0);
    assertThat(settled(() -> begin(guard, 1))).isEqualTo(StepDecision.GO);
    assertThat(settled(() -> end(guard, 1, "t00001"))).isEqualTo(StepDecision.MUST_ROLL_BACK);
    assertThat(settled(() -> begin(guard, 2))).isEqualTo(StepDecision.MUST_ROLL_BACK);
    assertThatThrownBy(() -> guard.end(ends("COMPLETED")))
        .isInstanceOf(WorkflowUpdateException.class);
    assertThat(guard.end(ends("ROLLED_BACK")).getPhase()).isEqualTo(GuardPhase.OVER);
    awaitEnd(guard);
  }

  @Test
  void tellsANewGateWhatItHolds() {
    GuardWorkflow guard = begins(1);
    GateMessage question =
        GateMessage.newBuilder().setQuestion(GateQuestion.newBuilder().setGate("two")).build();
    guard.gate(question);
    assertThat(guard.approve(GuardWord.newBuilder().setActor("bob").build()).getReason()).isEmpty();
    assertThat(settled(() -> begin(guard, 1))).isEqualTo(StepDecision.GO);
    guard.gate(question);
    guard.end(ends("ROLLED_BACK"));
    awaitEnd(guard);
    assertThat(gate)
        .containsExactly("answer [] false", "ask [checkout]", "answer [checkout] true", "leave");
  }

  @Test
  void leavesDoubtToAPerson() {
    verdict = Verdict.INCONCLUSIVE;
    GuardWorkflow guard = begins(0);
    assertThat(settled(() -> begin(guard, 1))).isEqualTo(StepDecision.GO);
    assertThat(end(guard, 1, "t00001")).isEqualTo(StepDecision.WAIT);
    Guard decided =
        guard.decide(
            GuardWord.newBuilder()
                .setActor("omar")
                .setReason("fine")
                .setStep(1)
                .setPass(true)
                .build());
    assertThat(decided.getPhase()).isEqualTo(GuardPhase.BETWEEN_STEPS);
    assertThat(settled(() -> end(guard, 1, "t00001"))).isEqualTo(StepDecision.GO);
    assertThat(guard.end(ends("COMPLETED")).getPhase()).isEqualTo(GuardPhase.OVER);
    awaitEnd(guard);
    assertThat(ledger).anyMatch(LedgerEntry::hasOverridden);
  }

  @Test
  void asksPeopleBeforeTheGate() {
    GuardWorkflow guard = begins(1);
    assertThat(begin(guard, 1)).isEqualTo(StepDecision.WAIT);
    assertThat(gate).isEmpty();
    assertThat(guard.approve(GuardWord.newBuilder().setActor("bob").build()).getReason()).isEmpty();
    assertThat(settled(() -> begin(guard, 1))).isEqualTo(StepDecision.GO);
  }

  @Test
  void givesAllBackWhenThePlatformFallsSilent() {
    GuardWorkflow guard = begins(0);
    assertThat(settled(() -> begin(guard, 1))).isEqualTo(StepDecision.GO);
    environment.sleep(Duration.ofMinutes(31));
    awaitEnd(guard);
    assertThat(guard.describe().getPhase()).isEqualTo(GuardPhase.SILENT);
    assertThat(ledger.getLast().getEnded().getOutcome()).isEqualTo("STOPPED");
  }

  @Test
  void waitsWhileAFreezeLasts() {
    GuardWorkflow guard = begins(0);
    assertThat(settled(() -> begin(guard, 1))).isEqualTo(StepDecision.GO);
    assertThat(settled(() -> end(guard, 1, "t00001"))).isEqualTo(StepDecision.GO);
    guard.gate(GateMessage.newBuilder().setStop("freeze year-end").build());
    assertThat(guard.beginStep(call(2)).getWaitsFor()).contains("freeze year-end");
  }

  @Test
  void holdsItsServicesWhileAReportedChangeRuns() {
    GuardWorkflow guard = starts(reported().build());
    assertThat(guard.end(ends("COMPLETED")).getOutcome()).isEqualTo(Outcome.COMPLETED);
    awaitEnd(guard);
    assertThat(gate).containsExactly("runs [checkout]", "leave");
    assertThat(ledger.getFirst().getRegistered().getLevel()).isEqualTo("OBSERVED");
  }

  @Test
  void recordsWhichPoliciesMatchedIt() {
    Plan plan = Plans.with(0, OnTrouble.ROLL_BACK, Duration.ZERO, 2);
    GuardWorkflow guard =
        begins(plan.classified(plan.classification().withControls(matched("no-friday"))));
    assertThat(settled(() -> begin(guard, 1))).isEqualTo(StepDecision.GO);
    assertThat(guard.end(ends("STOPPED")).getPhase()).isEqualTo(GuardPhase.OVER);
    awaitEnd(guard);
    assertThat(ledger.getFirst().getRegistered().getRulesList())
        .containsExactly(
            MatchedRuleEntry.newBuilder()
                .setRule("no-friday")
                .setStatus("SHADOW")
                .setAsked("a hold")
                .build());
  }

  private static Controls matched(String rule) {
    return new Controls(
        List.of(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(new AppliedRule(rule, RuleStatus.SHADOW, false, "a hold")));
  }

  @Test
  void recordsWhatItWaitedForAndWhatWasTakenBack() {
    first =
        List.of(
            GateMessage.newBuilder()
                .setTold(
                    GateStanding.newBuilder()
                        .setCause("CHANGE")
                        .setOn("release-7")
                        .setWords("change release-7"))
                .build());
    verdict = Verdict.FAIL;
    GuardWorkflow guard = begins(1);
    assertThat(guard.approve(GuardWord.newBuilder().setActor("bob").build()).getReason()).isEmpty();
    assertThat(settled(() -> begin(guard, 1))).isEqualTo(StepDecision.GO);
    assertThat(settled(() -> end(guard, 1, "t00001"))).isEqualTo(StepDecision.MUST_ROLL_BACK);
    assertThat(guard.end(ends("ROLLED_BACK")).getPhase()).isEqualTo(GuardPhase.OVER);
    awaitEnd(guard);
    assertThat(ledger)
        .extracting(LedgerEntry::getContentCase)
        .containsExactly(
            ContentCase.REGISTERED,
            ContentCase.HELD,
            ContentCase.APPROVED,
            ContentCase.RELEASED,
            ContentCase.HELD,
            ContentCase.RELEASED,
            ContentCase.JUDGED,
            ContentCase.ROLLED_BACK,
            ContentCase.ENDED);
    assertThat(ledger)
        .filteredOn(LedgerEntry::hasHeld)
        .extracting(entry -> entry.getHeld().getCause())
        .containsExactly("APPROVAL", "LOCK");
  }

  @Test
  void asksTheGateForTheZonesItTouches() {
    Plan plan = Plans.with(0, OnTrouble.ROLL_BACK, Duration.ZERO, 2);
    Footprint known =
        Footprint.of(List.of("payment"), Map.of("a", 1, "b", 9), 1, true, false, null);
    GuardWorkflow guard =
        begins(plan.classified(plan.classification().within(known)), List.of("c"));
    assertThat(settled(() -> begin(guard, 1))).isEqualTo(StepDecision.GO);
    GateClaim claim = claims.getFirst();
    assertThat(claim.getAtRisk()).isEqualTo(4);
    assertThat(claim.getZonesMap()).isEqualTo(Map.of("a", 1, "b", 4, "c", 4));
    assertThat(claim.getNeighboursList()).containsExactly("payment");
    assertThat(ledger.getFirst().getRegistered().getZonesList()).containsExactly("a", "b", "c");
  }

  @Test
  void countsAReportedChangeInTheZonesItNamesAndInThoseListed() {
    GuardWorkflow guard = starts(reported().addZones("a").putListed("b", 3).setTargets(8).build());
    assertThat(guard.end(ends("COMPLETED")).getOutcome()).isEqualTo(Outcome.COMPLETED);
    awaitEnd(guard);
    assertThat(claims.getFirst().getZonesMap()).isEqualTo(Map.of("a", 8, "b", 3));
    assertThat(claims.getFirst().getAtRisk()).isEqualTo(8);
    assertThat(ledger.getFirst().getRegistered().getZonesList()).containsExactly("a", "b");
  }

  @Test
  void countsAReportedChangeOfUnknownSizeAsOneTarget() {
    GuardWorkflow guard = starts(reported().addZones("a").build());
    assertThat(guard.end(ends("COMPLETED")).getOutcome()).isEqualTo(Outcome.COMPLETED);
    awaitEnd(guard);
    assertThat(claims.getFirst().getZonesMap()).isEqualTo(Map.of("a", 1));
  }

  @Test
  void namesSingleTargetsByRange() {
    TargetRange only = StepRecord.only("checkout-1");
    assertThat(List.of("checkout-0", "checkout-0z", "checkout-1", "checkout-10", "checkout-2"))
        .filteredOn(name -> only.contains(name, "a"))
        .containsExactly("checkout-1");
    assertThat(TargetWire.toDomain(TargetWire.toProto(only))).isEqualTo(only);
  }
}
