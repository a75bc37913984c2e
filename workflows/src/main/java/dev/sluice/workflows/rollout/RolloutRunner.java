package dev.sluice.workflows.rollout;

import dev.sluice.domain.rollout.Decision;
import dev.sluice.domain.rollout.Phase;
import dev.sluice.domain.rollout.Rollout;
import dev.sluice.domain.rollout.RolloutCommand;
import dev.sluice.domain.rollout.RolloutEvent;
import dev.sluice.domain.rollout.RolloutSignal;
import dev.sluice.domain.rollout.RolloutState;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Runs a rollout: asks it what to do, does that with activities, timers and child workflows, and
 * tells it what came of it.
 */
public final class RolloutRunner {
  private final Logger log = Workflow.getLogger(RolloutRunner.class);
  private final Deque<RolloutSignal> inbox = new ArrayDeque<>();
  private final RolloutListener listener;
  private final GateDoor gate;
  private final BatchWork batches;
  private final StageWork stages;
  private final ApprovalTimer approvalTimer = new ApprovalTimer();
  private final WakeTimer expiryTimer =
      new WakeTimer("an approval expires", () -> inbox.add(expired()));
  private RolloutState state;
  private @Nullable CancellationScope inHand;

  /**
   * @param gate its answers are told to {@link #take}
   */
  public RolloutRunner(
      RolloutContext context,
      RolloutState state,
      ChangeWindows windows,
      RolloutListener listener,
      GateDoor gate) {
    this.state = state;
    this.gate = gate;
    this.listener = listener;
    batches = new BatchWork(context, windows);
    stages = new StageWork(context, windows, listener);
  }

  public RolloutState state() {
    return state;
  }

  /**
   * Runs until the rollout ends or {@code leave} says so between two signals.
   *
   * @param onCancel what a cancellation of the workflow means
   */
  public void run(RolloutSignal.Steering onCancel, BooleanSupplier leave) {
    try {
      loop(leave);
    } catch (CanceledFailure cancelled) {
      log.info("cancelled: {}", onCancel.reason());
      Workflow.newDetachedCancellationScope(
              () -> {
                take(onCancel);
                loop(() -> false);
              })
          .run();
    }
  }

  private void loop(BooleanSupplier leave) {
    while (!state.ended()) {
      Workflow.await(() -> !inbox.isEmpty() || state.ended() || leave.getAsBoolean());
      RolloutSignal signal = inbox.poll();
      if (signal != null) {
        take(signal);
      } else if (leave.getAsBoolean()) {
        return;
      }
    }
  }

  /** Tells the rollout something and carries out what follows. */
  public void take(RolloutSignal signal) {
    Instant expiry = state.nextExpiry();
    if (expiry != null && !now().isBefore(expiry)) {
      // The timer may come behind what was said after it: nothing begins on what has expired.
      decide(expired());
    }
    decide(signal);
    expiryTimer.set(state.nextExpiry());
  }

  private static RolloutSignal expired() {
    return new RolloutSignal.ApprovalsExpired(now());
  }

  private static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }

  private void decide(RolloutSignal signal) {
    Decision decision = Rollout.decide(state, signal);
    for (RolloutEvent fact : decision.facts()) {
      RolloutState before = state;
      state = Rollout.apply(state, fact);
      listener.recorded(fact, before, state);
    }
    decision.commands().forEach(this::carryOut);
    if (state.phase() != Phase.AWAITING_APPROVAL) {
      approvalTimer.stop();
    }
    if (!decision.facts().isEmpty()) {
      listener.decided(state);
    }
  }

  private void carryOut(RolloutCommand command) {
    switch (command) {
      case RolloutCommand.AwaitApproval await ->
          approvalTimer.start(
              await.atMost(), () -> inbox.add(new RolloutSignal.ApprovalTimedOut()));
      case RolloutCommand.AskGate _ -> gate.ask();
      case RolloutCommand.LeaveGate _ -> gate.leave();
      case RolloutCommand.RunPrechecks run ->
          start(() -> batches.precheck(state.plan(), run.look()));
      case RolloutCommand.TakeBaseline take ->
          start(() -> BatchWork.baseline(take.duration(), take.look()));
      case RolloutCommand.ApplyBatch apply ->
          start(() -> batches.apply(state.plan(), apply.batch(), apply.attempt()));
      case RolloutCommand.BakeBatch bake -> {
        cancel(inHand);
        start(() -> batches.bake(state, bake.batch(), bake.round(), bake.extension()));
      }
      case RolloutCommand.RunStage run ->
          startStage(() -> stages.run(state, run.stage(), run.attempt()));
      case RolloutCommand.SteerStage steer -> stages.steer(steer.steering());
      case RolloutCommand.Watch watch ->
          start(() -> batches.watch(state, watch.duration(), watch.round()));
      case RolloutCommand.RevertBatch revert ->
          start(() -> batches.revert(state.plan(), revert.batch(), revert.attempt()));
      case RolloutCommand.RevertStage revert ->
          startStage(
              () -> stages.revert(state, revert.stage(), revert.batches(), revert.attempt()));
      case RolloutCommand.CheckRollback check ->
          start(() -> batches.checkRollback(state, check.round()));
      case RolloutCommand.CancelWork _ -> {
        cancel(inHand);
        stages.stop();
      }
      case RolloutCommand.Page page -> Pages.page(state.plan().type(), page.reason());
    }
  }

  private void start(Supplier<Promise<RolloutSignal>> work) {
    CancellationScope scope = Workflow.newCancellationScope(() -> work.get().thenApply(inbox::add));
    inHand = scope;
    scope.run();
  }

  /**
   * A cancelled workflow can't return a result, and how far a stage came must not be lost: so it is
   * kept out of cancellation and stopped by a signal.
   */
  private void startStage(Supplier<Promise<RolloutSignal>> work) {
    Workflow.newDetachedCancellationScope(() -> work.get().thenApply(inbox::add)).run();
  }

  private static void cancel(@Nullable CancellationScope scope) {
    if (scope != null && !scope.isCancelRequested()) {
      scope.cancel();
    }
  }
}
