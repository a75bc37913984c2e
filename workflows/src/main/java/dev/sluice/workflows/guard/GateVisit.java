package dev.sluice.workflows.guard;

import com.google.protobuf.Timestamp;
import dev.sluice.domain.gate.GateStance;
import dev.sluice.domain.gate.ZonesAtRisk;
import dev.sluice.proto.history.v1.GateAnswer;
import dev.sluice.proto.history.v1.GateClaim;
import dev.sluice.proto.history.v1.GateLeave;
import dev.sluice.proto.history.v1.GateMessage;
import dev.sluice.proto.history.v1.GateOpening;
import dev.sluice.proto.history.v1.GateQuestion;
import dev.sluice.proto.history.v1.GuardInput;
import dev.sluice.proto.history.v1.TargetClaim;
import dev.sluice.proto.v1.ChangeClass;
import dev.sluice.proto.v1.Controls;
import dev.sluice.proto.v1.Plan;
import dev.sluice.workflows.ActivityLimits;
import dev.sluice.workflows.gate.GateActivities;
import dev.sluice.workflows.rollout.Failures;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How a guarded or reported change stands before the gate. */
final class GateVisit {
  private final GuardInput input;
  private final String change;
  private @Nullable Promise<Void> word;

  /** The last gate that asked what it holds; empty while none did. */
  private String asker = "";

  GateVisit(GuardInput input, String change) {
    this.input = input;
    this.change = change;
  }

  /**
   * Asks to be let in. The answers come as signals.
   *
   * @param broken told that it can't begin, where Sluice itself broke while it asked
   */
  void ask(Consumer<GateMessage> broken) {
    GateClaim claim = claim(false);
    var _ =
        say("ask the gate to be let in", gate -> gate.ask(claim))
            .handle((_, failure) -> {
              if (failure != null) {
                String why = "it could not be asked: " + Failures.words(failure);
                broken.accept(GateMessage.newBuilder().setRefused(why).build());
              }
              return failure == null;
            });
  }

  /**
   * Answers a gate that began anew and asks what the change holds.
   *
   * @param stance how it stands to any gate
   */
  void answer(GateQuestion question, GateStance stance) {
    asker = question.getGate();
    GateAnswer.Builder answer = GateAnswer.newBuilder().setChange(change).setGate(asker);
    if (stance != GateStance.NOT_ASKED) {
      answer.setClaim(claim(stance == GateStance.OPEN));
    }
    GateAnswer whole = answer.build();
    var _ = say("tell the gate what it holds", gate -> gate.answer(whole));
  }

  /** Whether a gate says so that is no more. */
  boolean isOutdated(GateOpening opening) {
    return !asker.isEmpty() && !opening.getGate().isEmpty() && !opening.getGate().equals(asker);
  }

  /** Gives all back, or stops waiting. */
  void leave() {
    GateLeave leave = GateLeave.newBuilder().setChange(change).build();
    var _ = say("give back what it held at the gate", gate -> gate.leave(leave));
  }

  /** One word after the other, also after one that failed. */
  private Promise<Void> say(String summary, Consumer<GateActivities> what) {
    GateActivities gate =
        Workflow.newActivityStub(GateActivities.class, ActivityLimits.speaking(summary));
    Promise<Void> before = word;
    Promise<Void> next =
        before == null
            ? Async.procedure(() -> what.accept(gate))
            : before
                .handle((_, failure) -> failure == null)
                .thenCompose(_ -> Async.procedure(() -> what.accept(gate)));
    word = next;
    return next;
  }

  boolean isDone() {
    return word == null || word.isCompleted();
  }

  /** Of which nobody says how many targets it changes, it changes one at least. */
  private GateClaim reported(GateClaim.Builder claim) {
    int listed = input.getListedMap().values().stream().mapToInt(Integer::intValue).sum();
    int atRisk = Math.max(1, input.getTargets() > 0 ? input.getTargets() : listed);
    return claim
        .setChangeClass(ChangeClass.NORMAL.name())
        .setRisk(GuardRecord.RISK_OF_REPORTED)
        .setAtRisk(atRisk)
        .putAllZones(ZonesAtRisk.of(atRisk, input.getListedMap(), input.getZonesList()))
        .build();
  }

  /**
   * One that is only told of runs already, whoever let it begin.
   *
   * @param begun whether a gate let it in
   */
  private GateClaim claim(boolean begun) {
    GateClaim.Builder claim =
        GateClaim.newBuilder()
            .setChange(change)
            .setType(input.getType())
            .setBegun(begun || !input.hasPlan())
            .addAllServices(input.getServicesList())
            .addAllTargets(input.getTouchedList());
    if (!input.hasPlan()) {
      return reported(claim);
    }
    Plan plan = input.getPlan();
    int atRisk = Math.min(plan.getMaxTargetsAtRisk(), plan.getTargets());
    claim
        .setEmergency(plan.getChangeClass() == ChangeClass.EMERGENCY)
        .setChangeClass(plan.getChangeClass().name())
        .setRisk(plan.getRisk())
        .setAtRisk(atRisk)
        .addAllNeighbours(plan.getFootprint().getNeighboursList())
        .putAllZones(
            ZonesAtRisk.of(atRisk, plan.getFootprint().getZonesMap(), input.getZonesList()))
        .addTargets(
            TargetClaim.newBuilder()
                .setSubDomain(plan.getSubDomain())
                .putAllSelector(plan.getSelectorMap())
                .addRanges(dev.sluice.proto.v1.TargetRange.getDefaultInstance()));
    Controls controls = plan.getControls();
    Timestamp none = Timestamp.getDefaultInstance();
    if (!controls.getNotBefore().equals(none)) {
      claim.setNotBefore(controls.getNotBefore());
    }
    if (!controls.getNotAfter().equals(none)) {
      claim.setNotAfter(controls.getNotAfter());
    }
    return claim.build();
  }
}
