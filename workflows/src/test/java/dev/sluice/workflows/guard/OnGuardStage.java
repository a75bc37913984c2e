package dev.sluice.workflows.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.plan.OnTrouble;
import dev.sluice.domain.plan.Plan;
import dev.sluice.proto.history.v1.BakeOrder;
import dev.sluice.proto.history.v1.GateAnswer;
import dev.sluice.proto.history.v1.GateClaim;
import dev.sluice.proto.history.v1.GateLeave;
import dev.sluice.proto.history.v1.GateMessage;
import dev.sluice.proto.history.v1.GateOpening;
import dev.sluice.proto.history.v1.GateRoster;
import dev.sluice.proto.history.v1.GuardCall;
import dev.sluice.proto.history.v1.GuardEnd;
import dev.sluice.proto.history.v1.GuardInput;
import dev.sluice.proto.history.v1.LedgerEntries;
import dev.sluice.proto.history.v1.LedgerEntry;
import dev.sluice.proto.history.v1.Roll;
import dev.sluice.proto.v1.Inspection;
import dev.sluice.proto.v1.StepDecision;
import dev.sluice.proto.v1.Verdict;
import dev.sluice.workflows.TaskQueues;
import dev.sluice.workflows.change.Plans;
import dev.sluice.workflows.gate.GateActivities;
import dev.sluice.workflows.inspection.InspectionActivities;
import dev.sluice.workflows.ledger.LedgerActivities;
import dev.sluice.workflows.wire.PlanWire;
import dev.sluice.workflows.wire.TimeWire;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A guarded or reported change, and all that it speaks to. */
abstract class OnGuardStage {
  final TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance();
  final List<String> gate = new CopyOnWriteArrayList<>();
  final List<GateClaim> claims = new CopyOnWriteArrayList<>();
  final List<LedgerEntry> ledger = new CopyOnWriteArrayList<>();
  final List<BakeOrder> bakes = new CopyOnWriteArrayList<>();

  /** What the gate says before it lets a change in. */
  volatile List<GateMessage> first = List.of();

  volatile boolean gateIsBroken;
  volatile Verdict verdict = Verdict.PASS;

  /** A gate that lets all in, a ledger that keeps all, an inspection that says what it is told. */
  private final class Surroundings
      implements GateActivities, LedgerActivities, InspectionActivities {
    @Override
    public void ask(GateClaim claim) {
      gate.add((claim.getBegun() ? "runs " : "ask ") + claim.getServicesList());
      claims.add(claim);
      if (gateIsBroken) {
        throw ApplicationFailure.newNonRetryableFailure("no such field", "DEFECT");
      }
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

  GuardWorkflow begins(int approvals) {
    return begins(Plans.with(approvals, OnTrouble.ROLL_BACK, Duration.ZERO, 2));
  }

  GuardWorkflow begins(Plan plan) {
    return begins(plan, List.of());
  }

  GuardWorkflow begins(Plan plan, List<String> zones) {
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

  static GuardInput.Builder reported() {
    return GuardInput.newBuilder()
        .setGuard("dns")
        .setKind("REPORTED")
        .setType("dns")
        .setTitle("move the zone")
        .setRequester("ci")
        .addServices("checkout")
        .setSilence(TimeWire.toProto(Duration.ofHours(24)));
  }

  GuardWorkflow starts(GuardInput input) {
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

  static GuardCall call(int step, String... targets) {
    return GuardCall.newBuilder()
        .setActor("ci")
        .setStep(step)
        .addAllTargets(List.of(targets))
        .build();
  }

  static StepDecision begin(GuardWorkflow guard, int step) {
    return guard.beginStep(call(step)).getDecision();
  }

  static StepDecision end(GuardWorkflow guard, int step, String... targets) {
    return guard.endStep(call(step, targets)).getDecision();
  }

  /** Asks again while the answer is to wait, as a caller does. */
  static StepDecision settled(Supplier<StepDecision> asked) {
    StepDecision answer = asked.get();
    for (int i = 0; i < 100 && answer == StepDecision.WAIT; i++) {
      answer = asked.get();
    }
    return answer;
  }

  static GuardEnd ends(String outcome) {
    return GuardEnd.newBuilder().setActor("ci").setOutcome(outcome).build();
  }

  void awaitEnd(GuardWorkflow guard) {
    WorkflowStub.fromTyped(guard).getResult(Void.class);
    assertThat(gate).endsWith("leave");
    assertThat(ledger.getLast().hasEnded()).isTrue();
  }
}
