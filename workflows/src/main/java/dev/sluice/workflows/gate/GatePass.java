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
import dev.sluice.workflows.rollout.GateDoor;
import dev.sluice.workflows.wire.GateWire;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * How one change stands before the gate: asks for it, and gives all back at its end. It may leave
 * and ask again; each time is a visit of its own, and an answer to an earlier one is none.
 */
public final class GatePass {
  private static final Logger LOG = Workflow.getLogger(GatePass.class);

  private final boolean asks;
  private Claim claim;
  private @Nullable Promise<Boolean> leaving;

  private GatePass(Claim claim, boolean asks, @Nullable Promise<Boolean> leaving) {
    this.claim = claim;
    this.asks = asks;
    this.leaving = leaving;
  }

  /**
   * @param visits how often the change has left the gate already
   */
  public static GatePass of(ChangeInput input, ChangePlan plan, int visits) {
    return new GatePass(claim(input, plan, visits), input.getAsksGate(), null);
  }

  private static Claim claim(ChangeInput input, ChangePlan plan, int visits) {
    return Claims.of(input.getChangeId(), plan, input.getPriority()).atVisit(visits);
  }

  /** Of the same change with another plan: a new visit. */
  public GatePass again(ChangeInput input, ChangePlan plan) {
    return new GatePass(claim(input, plan, claim.visit() + 1), asks, leaving);
  }

  public int visit() {
    return claim.visit();
  }

  /** Whether it answers what is asked now, not what was asked before. */
  public boolean isAnswer(GateMessage message) {
    return message.getVisit() == claim.visit();
  }

  /** What the gate would say of a freeze. */
  public static GateMessage ofFreeze(String stop) {
    return stop.isEmpty()
        ? GateMessage.newBuilder().setWake(GateWake.getDefaultInstance()).build()
        : GateMessage.newBuilder().setStop(stop).build();
  }

  /**
   * @param answers told also that the change can't begin, where Sluice itself broke while it asked
   */
  public GateDoor door(Consumer<GateMessage> answers) {
    return new GateDoor() {
      @Override
      public void ask() {
        GatePass.this.ask(answers);
      }

      @Override
      public void leave() {
        leaveForNow();
      }
    };
  }

  /** The answers come as signals. Nothing begins before the first, however long it takes. */
  private void ask(Consumer<GateMessage> answers) {
    Promise<Boolean> left = leaving;
    leaving = null;
    if (left == null) {
      askNow(answers);
    } else {
      // What it gives back must not reach the gate after what it asks for.
      left.thenApply(known -> {
        askNow(answers);
        return known;
      });
    }
  }

  private void askNow(Consumer<GateMessage> answers) {
    int visit = claim.visit();
    GateActivities gate =
        Workflow.newActivityStub(
            GateActivities.class, ActivityLimits.speaking("ask the gate to be let in"));
    Async.procedure(gate::ask, GateWire.toProto(claim))
        .handle((_, failure) -> {
          if (failure != null) {
            String why = "the gate could not be asked: " + Failures.words(failure);
            answers.accept(GateMessage.newBuilder().setRefused(why).setVisit(visit).build());
          }
          return failure == null;
        });
  }

  /** Waits for nothing; what it asks next is another visit. */
  private void leaveForNow() {
    GateLeave leave = GateLeave.newBuilder().setChange(claim.change()).build();
    claim = claim.atVisit(claim.visit() + 1);
    Workflow.newDetachedCancellationScope(() ->
            leaving =
                Async.procedure(gateOf("leave the gate for now")::leave, leave)
                    .handle((_, failure) -> {
                      if (failure != null) {
                        LOG.warn("the gate could not be told to forget {}", leave, failure);
                      }
                      return failure == null;
                    }))
        .run();
  }

  private static GateActivities gateOf(String what) {
    return Workflow.newActivityStub(GateActivities.class, ActivityLimits.speaking(what));
  }

  /** Waits until the gate knows that it has left for now. */
  public void settle() {
    Promise<Boolean> left = leaving;
    if (left != null) {
      left.get();
    }
  }

  /** Gives all back, whether it was let in or not. Does nothing where it never has to ask. */
  public void leave() {
    if (!asks) {
      return;
    }
    GateActivities gate = gateOf("give back what it held at the gate");
    GateLeave leave = GateLeave.newBuilder().setChange(claim.change()).build();
    try {
      Workflow.newDetachedCancellationScope(() -> gate.leave(leave)).run();
    } catch (ActivityFailure broken) {
      // The change has ended as it has; the gate finds out when somebody waits for it.
      LOG.warn("the gate could not be told that {} has ended", claim.change(), broken);
    }
  }
}
