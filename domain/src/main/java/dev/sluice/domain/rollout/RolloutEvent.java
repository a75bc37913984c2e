package dev.sluice.domain.rollout;

import dev.sluice.domain.control.Approval;
import dev.sluice.domain.gate.Pass;
import dev.sluice.domain.gate.Standing;
import dev.sluice.domain.inspection.Inspection;
import dev.sluice.domain.inspection.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A fact in the life of a rollout. All facts in order give its state. */
public sealed interface RolloutEvent {

  record ApprovalAsked(int needed) implements RolloutEvent {}

  /** A person said yes. */
  record Approved(Approval approval, String reason) implements RolloutEvent {
    public String actor() {
      return approval.actor();
    }

    /** In which it counts; empty for none in particular. */
    public String role() {
      return approval.role();
    }
  }

  /** An approval counts no more: its time was over before anything began. */
  record ApprovalExpired(String actor, Instant expiry) implements RolloutEvent {}

  /** Untouched, it goes back to be planned again. */
  record PlanningAgain(String reason) implements RolloutEvent {}

  record GateAsked() implements RolloutEvent {}

  record GateWaits(Standing standing) implements RolloutEvent {}

  /**
   * @param pass freezes and incidents that it passes
   */
  record GateOpened(Pass pass) implements RolloutEvent {}

  /**
   * A freeze or an incident has begun.
   *
   * @param drains whether the stage in hand is finished first
   */
  record StopAsked(String stop, boolean drains) implements RolloutEvent {}

  record Suspended(String stop) implements RolloutEvent {}

  /**
   * @param pass what still lasts and is passed; none when the stop is over
   */
  record Woken(String stop, Pass pass) implements RolloutEvent {}

  record BaselineBegun(Duration duration) implements RolloutEvent {}

  record BaselineTaken() implements RolloutEvent {}

  record PrechecksBegun() implements RolloutEvent {}

  record PrechecksPassed() implements RolloutEvent {}

  /**
   * A stage was entered.
   *
   * @param stage index from 0
   * @param delegated whether it runs as a rollout of its own
   * @param attempt of a delegated stage, from 1
   */
  record StageBegun(int stage, boolean delegated, int attempt) implements RolloutEvent {}

  /** A batch is about to be changed: from here on its targets count as touched. */
  record BatchBegun(int batch, int attempt) implements RolloutEvent {}

  record BatchChanged(int batch, BatchEffect effect) implements RolloutEvent {}

  record BakeBegun(int batch, int round) implements RolloutEvent {}

  record Inspected(int batch, Inspection inspection) implements RolloutEvent {}

  record BatchPassed(int batch) implements RolloutEvent {}

  /**
   * A delegated stage's counts, over the whole change.
   *
   * @param changed targets changed
   * @param doneInBatch those of them that belong to the batch in hand
   */
  record StageAdvanced(int stage, int begun, int passed, int changed, int doneInBatch)
      implements RolloutEvent {}

  record BakeExtended(String actor, String reason, Duration by) implements RolloutEvent {}

  record Overridden(String actor, String reason, Verdict verdict) implements RolloutEvent {}

  record PauseAsked(String actor, String reason) implements RolloutEvent {}

  record Paused() implements RolloutEvent {}

  record Resumed(String actor, String reason) implements RolloutEvent {}

  record Held(Trouble trouble, String reason) implements RolloutEvent {}

  record AbortAsked(String actor, String reason, boolean hold) implements RolloutEvent {}

  record WatchBegun(int round) implements RolloutEvent {}

  record Watched(Inspection inspection) implements RolloutEvent {}

  record RollbackBegun(String reason) implements RolloutEvent {}

  /**
   * A batch is being taken back.
   *
   * @param remaining batches still to take back, this one included
   * @param attempt grows over all rounds of the way back
   */
  record RevertBegun(int remaining, int attempt) implements RolloutEvent {}

  record BatchReverted(int batch, BatchEffect effect) implements RolloutEvent {}

  /** A batch could not be taken back; the others are, then a person is called. */
  record RevertGivenUp(int batch, String reason) implements RolloutEvent {}

  /**
   * @param stuck numbers of the batches that are not back
   * @param reason why the first of them is not, empty when all are back
   */
  record StageReverted(int stage, int reverted, List<Integer> stuck, String reason)
      implements RolloutEvent {
    public StageReverted {
      stuck = List.copyOf(stuck);
    }
  }

  record RollbackCheckBegun() implements RolloutEvent {}

  record Ended(Outcome outcome, String reason) implements RolloutEvent {}
}
