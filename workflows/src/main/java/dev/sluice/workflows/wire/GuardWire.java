package dev.sluice.workflows.wire;

import dev.sluice.domain.gate.GateStance;
import dev.sluice.domain.guard.GuardPhase;
import dev.sluice.domain.guard.GuardState;
import dev.sluice.domain.guard.GuardTerms;
import dev.sluice.domain.rollout.Outcome;
import dev.sluice.proto.history.v1.GuardInput;

/** Guarded changes, as histories keep them. */
public final class GuardWire {
  private GuardWire() {}

  /** What holds from begin to end. */
  public static GuardTerms terms(GuardInput input) {
    return new GuardTerms(
        input.getKind().equals("GUARDED"),
        input.getSteps(),
        input.getInspects(),
        input.getRequester(),
        input.getPlan().getApprovalsNeeded());
  }

  public static dev.sluice.proto.history.v1.GuardState toProto(GuardState state) {
    var proto =
        dev.sluice.proto.history.v1.GuardState.newBuilder()
            .setPhase(state.phase().name())
            .setStep(state.step())
            .setGate(state.gate().name())
            .setTold(state.told())
            .setStop(state.stop())
            .addAllApprovers(state.approvers())
            .setReason(state.reason());
    Outcome outcome = state.outcome();
    if (outcome != null) {
      proto.setOutcome(outcome.name());
    }
    return proto.build();
  }

  public static GuardState toDomain(dev.sluice.proto.history.v1.GuardState proto) {
    return new GuardState(
        GuardPhase.valueOf(proto.getPhase()),
        proto.getStep(),
        GateStance.valueOf(proto.getGate()),
        proto.getTold(),
        proto.getStop(),
        proto.getApproversList(),
        proto.getReason(),
        proto.getOutcome().isEmpty() ? null : Outcome.valueOf(proto.getOutcome()));
  }
}
