package dev.sluice.workflows.gate;

import dev.sluice.domain.gate.Claim;
import dev.sluice.domain.gate.Claims;
import dev.sluice.domain.gate.GateStance;
import dev.sluice.domain.plan.ChangePlan;
import dev.sluice.proto.history.v1.ChangeInput;
import dev.sluice.proto.history.v1.GateAnswer;
import dev.sluice.proto.history.v1.GateLeave;
import dev.sluice.proto.history.v1.GateMessage;
import dev.sluice.proto.history.v1.GateOpening;
import dev.sluice.proto.history.v1.GateQuestion;
import dev.sluice.proto.history.v1.GateWake;
import dev.sluice.workflows.ActivityLimits;
import dev.sluice.workflows.rollout.Failures;
import dev.sluice.workflows.rollout.GateDoor;
import dev.sluice.workflows.wire.GateWire;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
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

  /** The last one that asked what it holds; empty while none did. */
  private String gate = "";

  private @Nullable Promise<Void> word;

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

  /** Whether it answers what is asked now, not what was asked before; or asks by itself. */
  public boolean isMeant(GateMessage message) {
    return message.hasQuestion() || message.getVisit() == claim.visit();
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
    GateActivities activities =
        Workflow.newActivityStub(
            GateActivities.class, ActivityLimits.speaking("ask the gate to be let in"));
    Async.procedure(activities::ask, GateWire.toProto(claim))
        .handle((_, failure) -> {
          if (failure != null) {
            String why = "the gate could not be asked: " + Failures.words(failure);
            answers.accept(GateMessage.newBuilder().setRefused(why).setVisit(visit).build());
          }
          return failure == null;
        });
  }

  /**
   * Answers the gate, which began anew and does not know who runs.
   *
   * @param stance how this change stands to any gate
   */
  public void answer(GateQuestion question, GateStance stance) {
    gate = question.getGate();
    GateAnswer.Builder answer =
        GateAnswer.newBuilder().setChange(claim.change()).setGate(question.getGate());
    if (stance != GateStance.NOT_ASKED) {
      answer.setClaim(
          GateWire.toProto(claim).toBuilder().setBegun(stance == GateStance.OPEN).build());
    }
    answer(answer.build());
  }

  /** Answers for a change that is still being planned. */
  public static Promise<Void> answerNothing(String change, GateQuestion question) {
    return said(GateAnswer.newBuilder().setChange(change).setGate(question.getGate()).build());
  }

  private void answer(GateAnswer answer) {
    Promise<Void> before = word;
    Promise<Void> next = before == null ? said(answer) : before.thenCompose(_ -> said(answer));
    word = next;
  }

  /** Never fails: who did not answer is asked again. Also one that is cancelled holds something. */
  private static Promise<Void> said(GateAnswer answer) {
    GateActivities activities =
        Workflow.newActivityStub(
            GateActivities.class, ActivityLimits.speaking("tell the gate what it holds"));
    List<Promise<Void>> sent = new ArrayList<>();
    Workflow.newDetachedCancellationScope(
            () -> sent.add(Async.procedure(activities::answer, answer)))
        .run();
    return sent.getFirst()
        .handle((_, failure) -> {
          if (failure != null) {
            LOG.warn("the gate could not be answered", failure);
          }
          return null;
        });
  }

  /**
   * Whether a gate says so that is no more: what it let in is not known to the one that came after
   * it.
   */
  public boolean isOutdated(GateOpening opening) {
    return !gate.isEmpty() && !opening.getGate().isEmpty() && !opening.getGate().equals(gate);
  }

  /** Waits for nothing; what it asks next is another visit. */
  private void leaveForNow() {
    GateLeave leave = GateLeave.newBuilder().setChange(claim.change()).build();
    claim = claim.atVisit(claim.visit() + 1);
    Promise<Void> before = word;
    Workflow.newDetachedCancellationScope(() ->
            leaving =
                (before == null ? left(leave) : before.thenCompose(_ -> left(leave)))
                    .handle((_, failure) -> {
                      if (failure != null) {
                        LOG.warn("the gate could not be told to forget {}", leave, failure);
                      }
                      return failure == null;
                    }))
        .run();
  }

  private static Promise<Void> left(GateLeave leave) {
    return Async.procedure(gateOf("leave the gate for now")::leave, leave);
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
    // What it held must not be told after it was given back.
    Workflow.newDetachedCancellationScope(() -> Workflow.await(this::hasAnswered)).run();
    GateActivities activities = gateOf("give back what it held at the gate");
    GateLeave leave = GateLeave.newBuilder().setChange(claim.change()).build();
    try {
      Workflow.newDetachedCancellationScope(() -> activities.leave(leave)).run();
    } catch (ActivityFailure broken) {
      // The change has ended as it has; the gate finds out when somebody waits for it.
      LOG.warn("the gate could not be told that {} has ended", claim.change(), broken);
    }
  }

  private boolean hasAnswered() {
    return word == null || word.isCompleted();
  }
}
