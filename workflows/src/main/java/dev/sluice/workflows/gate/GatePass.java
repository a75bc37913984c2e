package dev.sluice.workflows.gate;

import dev.sluice.domain.gate.Claim;
import dev.sluice.domain.gate.Claims;
import dev.sluice.domain.plan.ChangePlan;
import dev.sluice.proto.history.v1.ChangeInput;
import dev.sluice.proto.history.v1.GateLeave;
import dev.sluice.proto.history.v1.GateMessage;
import dev.sluice.proto.history.v1.GateWake;
import dev.sluice.workflows.ActivityLimits;
import dev.sluice.workflows.wire.GateWire;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;

/** How one change stands before the gate: asks for it, and gives all back at its end. */
public final class GatePass {
  private final Claim claim;
  private final boolean asks;

  private GatePass(Claim claim, boolean asks) {
    this.claim = claim;
    this.asks = asks;
  }

  public static GatePass of(ChangeInput input, ChangePlan plan) {
    return new GatePass(
        Claims.of(input.getChangeId(), plan, input.getPriority()), input.getAsksGate());
  }

  /** What the gate would say of a freeze. */
  public static GateMessage ofFreeze(String stop) {
    return stop.isEmpty()
        ? GateMessage.newBuilder().setWake(GateWake.getDefaultInstance()).build()
        : GateMessage.newBuilder().setStop(stop).build();
  }

  /** The answers come as signals. Nothing begins before the first, however long it takes. */
  public void ask() {
    GateActivities gate =
        Workflow.newActivityStub(
            GateActivities.class, ActivityLimits.speaking("ask the gate to be let in"));
    Async.procedure(gate::ask, GateWire.toProto(claim)).handle((_, failure) -> failure == null);
  }

  /** Gives all back, whether it was let in or not. Does nothing where it never has to ask. */
  public void leave() {
    if (!asks) {
      return;
    }
    GateActivities gate =
        Workflow.newActivityStub(
            GateActivities.class, ActivityLimits.speaking("give back what it held at the gate"));
    GateLeave leave = GateLeave.newBuilder().setChange(claim.change()).build();
    Workflow.newDetachedCancellationScope(() -> gate.leave(leave)).run();
  }
}
