package dev.sluice.workflows.steps;

import dev.sluice.domain.plan.StepsPlan;
import dev.sluice.domain.steps.Steps;
import dev.sluice.domain.steps.StepsCommand;
import dev.sluice.domain.steps.StepsDecision;
import dev.sluice.domain.steps.StepsEvent;
import dev.sluice.domain.steps.StepsSignal;
import dev.sluice.domain.steps.StepsState;
import dev.sluice.proto.history.v1.ChangeInput;
import dev.sluice.workflows.rollout.ApprovalTimer;
import dev.sluice.workflows.rollout.GateDoor;
import dev.sluice.workflows.rollout.Pages;
import dev.sluice.workflows.rollout.WakeTimer;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.slf4j.Logger;

/**
 * Runs a change over several sub-domains: asks {@link Steps} what to do, does that with child
 * workflows and timers, and tells it what came of it.
 */
public final class StepsRunner {
  private final Logger log = Workflow.getLogger(StepsRunner.class);
  private final Deque<StepsSignal> inbox = new ArrayDeque<>();
  private final String type;
  private final StepsListener listener;
  private final StepWork work;
  private final GateDoor gate;
  private final ApprovalTimer approvalTimer = new ApprovalTimer();
  private final WakeTimer expiryTimer =
      new WakeTimer("an approval expires", () -> inbox.add(expired()));
  private StepsState state;

  /**
   * @param change what the change was started with
   * @param state nothing of it has begun
   * @param gate its answers are told to {@link #take}
   */
  public StepsRunner(
      ChangeInput change, StepsPlan plan, StepsState state, StepsListener listener, GateDoor gate) {
    this.listener = listener;
    this.state = state;
    this.gate = gate;
    type = plan.type();
    work = new StepWork(change, plan);
  }

  public StepsState state() {
    return state;
  }

  /**
   * Runs until the change ends, or is to be planned again. A cancellation of the workflow takes
   * back what was done.
   */
  public void run() {
    try {
      loop();
    } catch (CanceledFailure cancelled) {
      log.info("cancelled in Temporal");
      Workflow.newDetachedCancellationScope(
              () -> {
                take(new StepsSignal.Abort("an operator", "cancelled in Temporal", false));
                loop();
              })
          .run();
    }
  }

  private void loop() {
    while (!isOver()) {
      Workflow.await(() -> !inbox.isEmpty() || isOver());
      StepsSignal signal = inbox.poll();
      if (signal != null) {
        take(signal);
      }
    }
  }

  private boolean isOver() {
    return state.ended() || state.mode() == StepsState.Mode.REPLANNING;
  }

  /** Tells the change something and carries out what follows. */
  public void take(StepsSignal signal) {
    Instant expiry = state.nextExpiry();
    if (expiry != null && !now().isBefore(expiry)) {
      // The timer may come behind what was said after it: nothing begins on what has expired.
      decide(expired());
    }
    decide(signal);
    expiryTimer.set(state.nextExpiry());
  }

  private static StepsSignal expired() {
    return new StepsSignal.ApprovalsExpired(now());
  }

  private static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }

  private void decide(StepsSignal signal) {
    StepsDecision decision = Steps.decide(state, signal);
    for (StepsEvent fact : decision.facts()) {
      state = Steps.apply(state, fact);
      listener.recorded(fact, state);
    }
    decision.commands().forEach(this::carryOut);
    if (state.mode() != StepsState.Mode.AWAITING_APPROVAL) {
      approvalTimer.stop();
    }
    if (!decision.facts().isEmpty()) {
      listener.decided(state);
    }
  }

  private void carryOut(StepsCommand command) {
    switch (command) {
      case StepsCommand.AwaitApproval await ->
          approvalTimer.start(await.atMost(), () -> inbox.add(new StepsSignal.ApprovalTimedOut()));
      case StepsCommand.AskGate _ -> gate.ask();
      case StepsCommand.LeaveGate _ -> gate.leave();
      case StepsCommand.TellStep tell -> work.tell(tell.step(), tell.stop());
      case StepsCommand.RunStep run -> start(() -> work.run(run.step()));
      case StepsCommand.TakeBack back ->
          start(() -> work.takeBack(back.step(), back.round(), back.reason()));
      case StepsCommand.StopStep stop -> work.stop(stop.step(), stop.hold(), stop.reason());
      case StepsCommand.PauseStep pause ->
          work.pause(pause.step(), pause.pause(), pause.actor(), pause.reason());
      case StepsCommand.Page page -> Pages.page(type, page.reason());
    }
  }

  /** How far a step came must not be lost, so none is cut off: it is told to stop. */
  private void start(Supplier<Promise<StepsSignal>> step) {
    Workflow.newDetachedCancellationScope(() -> step.get().thenApply(inbox::add)).run();
  }
}
