package dev.sluice.workflows.gate;

import dev.sluice.domain.gate.Claim;
import dev.sluice.domain.gate.Claims;
import dev.sluice.domain.plan.ChangePlan;
import dev.sluice.proto.history.v1.ChangeInput;
import dev.sluice.proto.history.v1.GateLeave;
import dev.sluice.proto.history.v1.GateMessage;
import dev.sluice.proto.history.v1.GateWake;
import dev.sluice.workflows.ActivityLimits;
import dev.sluice.workflows.rollout.Failures;
import dev.sluice.workflows.wire.GateWire;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import java.util.function.Consumer;
import org.slf4j.Logger;

/** How one change stands before the gate: asks for it, and gives all back at its end. */
public final class GatePass {
  private static final Logger LOG = Workflow.getLogger(GatePass.class);

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

  /**
   * The answers come as signals. Nothing begins before the first, however long it takes.
   *
   * @param broken told that it can't begin, where Sluice itself broke while it asked
   */
  public void ask(Consumer<GateMessage> broken) {
    GateActivities gate =
        Workflow.newActivityStub(
            GateActivities.class, ActivityLimits.speaking("ask the gate to be let in"));
    Async.procedure(gate::ask, GateWire.toProto(claim))
        .handle((_, failure) -> {
          if (failure != null) {
            String why = "the gate could not be asked: " + Failures.words(failure);
            broken.accept(GateMessage.newBuilder().setRefused(why).build());
          }
          return failure == null;
        });
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
    try {
      Workflow.newDetachedCancellationScope(() -> gate.leave(leave)).run();
    } catch (ActivityFailure broken) {
      // The change has ended as it has; the gate finds out when somebody waits for it.
      LOG.warn("the gate could not be told that {} has ended", claim.change(), broken);
    }
  }
}
