package dev.sluice.domain.rollout;

import dev.sluice.domain.plan.Batch;
import java.time.Duration;

/** What is to be done next. Whoever carries it out answers with the signal named at each. */
public sealed interface RolloutCommand {

  /** Wait for approvals at most this long, then {@link RolloutSignal.ApprovalTimedOut}. */
  record AwaitApproval(Duration atMost) implements RolloutCommand {}

  /**
   * Ask the gate: {@link RolloutSignal.GateTold} any number of times, then {@link
   * RolloutSignal.GateOpened} or {@link RolloutSignal.GateRefused}.
   */
  record AskGate() implements RolloutCommand {}

  /** Give back what it asked of the gate, or holds there. Answers nothing. */
  record LeaveGate() implements RolloutCommand {}

  /** Let this much time pass: {@link RolloutSignal.BaselineTaken}. */
  record TakeBaseline(Duration duration, int look) implements RolloutCommand {}

  /** Ask the targets: {@link RolloutSignal.Prechecked}. */
  record RunPrechecks(int look) implements RolloutCommand {}

  /** Change a batch: {@link RolloutSignal.BatchApplied}, also when cancelled. */
  record ApplyBatch(Batch batch, int attempt) implements RolloutCommand {}

  /**
   * Watch a batch and judge it: {@link RolloutSignal.BatchInspected}. A bake already running is
   * replaced.
   *
   * @param extension added to the plan's maximum
   */
  record BakeBatch(Batch batch, int round, Duration extension) implements RolloutCommand {}

  /**
   * Run a stage as a rollout of its own from {@link Rollout#ofStage}: {@link
   * RolloutSignal.StageProgressed} on the way, {@link RolloutSignal.StageEnded}, also when
   * cancelled. If it is lost, {@link Rollout#lostStage} stands for its end.
   *
   * @param stage index from 0
   */
  record RunStage(int stage, int attempt) implements RolloutCommand {}

  /** Pass what a person said on to the running stage. */
  record SteerStage(RolloutSignal.Steering steering) implements RolloutCommand {}

  /** Watch the whole for late harm: {@link RolloutSignal.Watched}. */
  record Watch(Duration duration, int round) implements RolloutCommand {}

  /** Take a batch back: {@link RolloutSignal.BatchReverted}, also when cancelled. */
  record RevertBatch(Batch batch, int attempt) implements RolloutCommand {}

  /**
   * Take a stage back as a rollout of its own from {@link Rollout#ofStageRollback}: {@link
   * RolloutSignal.StageReverted}, also when cancelled. If it is lost, {@link
   * Rollout#lostStageRollback} stands for its end.
   *
   * @param stage index from 0
   * @param batches how many of its batches, counted from its first
   */
  record RevertStage(int stage, int batches, int attempt) implements RolloutCommand {}

  /**
   * Ask whether all touched targets are back: {@link RolloutSignal.RollbackChecked}.
   *
   * @param round which way back is checked, from 1
   */
  record CheckRollback(int round) implements RolloutCommand {}

  /** Stop the work in hand; it still answers, saying how far it came. */
  record CancelWork() implements RolloutCommand {}

  /** Call a person. */
  record Page(String reason) implements RolloutCommand {}
}
