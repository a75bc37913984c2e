package dev.sluice.workflows.replay;

import static dev.sluice.workflows.change.ChangeEnvironment.result;
import static dev.sluice.workflows.change.ChangeEnvironment.said;

import dev.sluice.domain.plan.OnTrouble;
import dev.sluice.domain.plan.Plan;
import dev.sluice.proto.history.v1.AbortSteering;
import dev.sluice.proto.history.v1.ChangeInput;
import dev.sluice.proto.history.v1.Extension;
import dev.sluice.proto.history.v1.LedgerEntries;
import dev.sluice.proto.history.v1.RiskOrder;
import dev.sluice.proto.v1.Phase;
import dev.sluice.proto.v1.Verdict;
import dev.sluice.workflows.change.ChangeEnvironment;
import dev.sluice.workflows.change.ChangeWorkflow;
import dev.sluice.workflows.change.Plans;
import dev.sluice.workflows.change.RecordingPeople;
import dev.sluice.workflows.change.ScriptedGate;
import dev.sluice.workflows.change.ScriptedSystems;
import dev.sluice.workflows.change.ScriptedTargets;
import dev.sluice.workflows.change.StepsPlans;
import dev.sluice.workflows.ledger.LedgerActivities;
import dev.sluice.workflows.ledger.LedgerWorkflowImpl;
import dev.sluice.workflows.notify.NoticeWorkflowImpl;
import dev.sluice.workflows.wire.TimeWire;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Records a history of every shape for {@link ReplayTest}; see the README beside the histories. */
@EnabledIfSystemProperty(named = "sluice.histories.write", matches = "\\d+\\.\\d+")
@Timeout(60)
final class RecordHistoriesTest {
  private final Path folder =
      ReplayTest.HISTORIES.resolve(System.getProperty("sluice.histories.write", "none"));

  @Test
  void completed() throws Exception {
    record("completed", Plans.of(1, 2), (_, environment) -> result(environment.start()));
  }

  @Test
  void rolledBack() throws Exception {
    record(
        "rolled-back",
        Plans.with(0, OnTrouble.ROLL_BACK, Duration.ofHours(1), 1, 2),
        (targets, environment) -> {
          targets.verdicts.put(2, Verdict.FAIL);
          targets.failuresLeft.put("revert 1", 1);
          result(environment.start());
        });
  }

  @Test
  void approvedPausedResumed() throws Exception {
    record(
        "approved-paused-resumed",
        Plans.with(1, OnTrouble.ROLL_BACK, Duration.ofHours(1), 2),
        (targets, environment) -> {
          CountDownLatch bake = targets.holds("bake 1");
          ChangeWorkflow change = environment.start();
          environment.awaitPhase(change, Phase.AWAITING_APPROVAL);
          change.approve(said("bob"));
          targets.awaitBegun("bake 1");
          change.pause(said("bob"));
          bake.countDown();
          environment.awaitPhase(change, Phase.PAUSED);
          change.resume(said("bob"));
          result(change);
        });
  }

  @Test
  void extended() throws Exception {
    record(
        "extended",
        Plans.of(1),
        (targets, environment) -> {
          CountDownLatch bake = targets.holds("bake 1");
          ChangeWorkflow change = environment.start();
          targets.awaitBegun("bake 1");
          change.extendBake(
              Extension.newBuilder()
                  .setActor("bob")
                  .setBy(TimeWire.toProto(Duration.ofMinutes(30)))
                  .build());
          bake.countDown();
          result(change);
        });
  }

  @Test
  void overridden() throws Exception {
    record(
        "overridden",
        Plans.with(0, OnTrouble.HOLD, Duration.ZERO, 1),
        (targets, environment) -> {
          targets.verdicts.put(1, Verdict.FAIL);
          ChangeWorkflow change = environment.start();
          environment.awaitPhase(change, Phase.HELD);
          change.overrideVerdict(
              dev.sluice.proto.history.v1.Override.newBuilder()
                  .setActor("bob")
                  .setReason("a known test")
                  .setVerdict(Verdict.PASS)
                  .build());
          result(change);
        });
  }

  @Test
  void abortedWhileApplying() throws Exception {
    record(
        "aborted-while-applying",
        Plans.of(2),
        (targets, environment) -> {
          targets.holds("apply 1");
          ChangeWorkflow change = environment.start();
          targets.awaitBegun("apply 1");
          change.abort(AbortSteering.newBuilder().setActor("bob").setReason("stop").build());
          result(change);
        });
  }

  @Test
  void cancelled() throws Exception {
    record(
        "cancelled",
        Plans.of(2),
        (targets, environment) -> {
          targets.holds("bake 1");
          ChangeWorkflow change = environment.start();
          targets.awaitBegun("bake 1");
          WorkflowStub.fromTyped(change).cancel();
          environment.awaitPhase(change, Phase.ENDED);
        });
  }

  @Test
  void largeStage() throws Exception {
    record(
        "large-stage",
        Plans.of(1, 21, 1),
        (targets, environment) -> {
          targets.verdicts.put(23, Verdict.FAIL);
          result(environment.start());
          write("large-stage-child", environment, child(environment, ".run-"));
          write("large-stage-way-back", environment, child(environment, ".revert-"));
        });
  }

  /** With gate, ledger and notices; a lower risk, an approval that expires, a missed start. */
  @Test
  void plannedAgain() throws Exception {
    ScriptedGate gate = new ScriptedGate();
    LedgerActivities ledger = new ForgetfulLedger();
    try (ChangeEnvironment environment = new ChangeEnvironment()) {
      environment.serve(
          Plans.with(1, OnTrouble.ROLL_BACK, Duration.ZERO, 1),
          List.of(NoticeWorkflowImpl.class, LedgerWorkflowImpl.class),
          List.of(gate, ledger, new RecordingPeople()));
      ChangeWorkflow change =
          environment.start(
              ChangeInput.newBuilder().setAsksGate(true).setKeepsLedger(true).setNotifies(true));
      environment.awaitPhase(change, Phase.AWAITING_APPROVAL);
      change.lowerRisk(
          RiskOrder.newBuilder()
              .setActor("grace")
              .setReason("tried on staging twice")
              .setTo(1)
              .setRole("risk-owner")
              .addRoles("risk-owner")
              .build());
      environment.awaitPhase(change, Phase.AWAITING_APPROVAL);
      change.approve(
          said("bob").toBuilder().setValidFor(TimeWire.toProto(Duration.ofSeconds(2))).build());
      gate.awaitHeard(environment, "ask 1", "leave");
      change.approve(said("bob"));
      gate.awaitHeard(environment, "ask 1", "leave", "ask 2");
      change.gate(ScriptedGate.late(2));
      gate.awaitHeard(environment, "ask 1", "leave", "ask 2", "ask 3");
      change.gate(ScriptedGate.open(3));
      result(change);
      write("planned-again", environment, ChangeEnvironment.ID);
    }
  }

  private static final class ForgetfulLedger implements LedgerActivities {
    @Override
    public void append(LedgerEntries entries) {}
  }

  @Test
  void steps() throws Exception {
    try (ChangeEnvironment environment = new ChangeEnvironment()) {
      environment.serve(
          StepsPlans.of(
              1,
              StepsPlans.step("expand", ""),
              StepsPlans.step("contract", "drops a column", "expand")));
      ChangeWorkflow change = environment.start();
      environment.awaitPhase(change, Phase.AWAITING_APPROVAL);
      change.approve(said("bob"));
      environment.awaitGate(change, "contract");
      change.approve(said("bob").toBuilder().setStep("contract").build());
      result(change);
      write("steps", environment, ChangeEnvironment.ID);
      write("steps-step", environment, ChangeEnvironment.ID + ".contract");
    }
  }

  @Test
  void stepsTakenBack() throws Exception {
    try (ChangeEnvironment environment = new ChangeEnvironment()) {
      ScriptedSystems systems = environment.serve(StepsPlans.three());
      systems.verdicts.put("traffic", Verdict.FAIL);
      CountDownLatch bake = systems.holds("expand bake");
      ChangeWorkflow change = environment.start();
      systems.awaitBegun("expand bake");
      change.pause(said("bob"));
      bake.countDown();
      environment.awaitPhase(change, Phase.PAUSED);
      change.resume(said("bob"));
      result(change);
      write("steps-taken-back", environment, ChangeEnvironment.ID);
      write("steps-step-paused", environment, ChangeEnvironment.ID + ".expand");
      write("steps-step-taken-back", environment, ChangeEnvironment.ID + ".release.back-1");
    }
  }

  private static String child(ChangeEnvironment environment, String kind) {
    return environment.client().fetchHistory(ChangeEnvironment.ID).getEvents().stream()
        .filter(HistoryEvent::hasStartChildWorkflowExecutionInitiatedEventAttributes)
        .map(
            event -> event.getStartChildWorkflowExecutionInitiatedEventAttributes().getWorkflowId())
        .filter(id -> id.contains(kind))
        .findFirst()
        .orElseThrow();
  }

  private void record(String name, Plan plan, Scene scene) throws Exception {
    try (ChangeEnvironment environment = new ChangeEnvironment()) {
      scene.play(environment.serve(plan), environment);
      write(name, environment, ChangeEnvironment.ID);
    }
  }

  private void write(String name, ChangeEnvironment environment, String workflowId)
      throws IOException {
    String history =
        environment
            .client()
            .fetchHistory(workflowId)
            .toJson(true)
            .replace(InetAddress.getLocalHost().getHostName(), "worker");
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(name + ".json"), history + "\n");
  }

  /** What happens in one recorded change. */
  private interface Scene {
    void play(ScriptedTargets targets, ChangeEnvironment environment) throws Exception;
  }
}
