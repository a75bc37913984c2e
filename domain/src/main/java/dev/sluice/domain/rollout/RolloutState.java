package dev.sluice.domain.rollout;

import dev.sluice.domain.control.Approval;
import dev.sluice.domain.control.ApprovalCount;
import dev.sluice.domain.gate.GateStance;
import dev.sluice.domain.inspection.Inspection;
import dev.sluice.domain.plan.Batch;
import dev.sluice.domain.plan.Classification;
import dev.sluice.domain.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a rollout stands. Counts and cursors only: its size does not grow with the targets.
 *
 * @param plan what is rolled out
 * @param scope whether this is a whole change or one stage of one
 * @param phase what it does now
 * @param begun batches begun, in the plan's order: their targets are touched, or may be when a
 *     stage's rollout was lost
 * @param passed batches judged good, never more than begun
 * @param changed targets changed
 * @param reverted targets taken back
 * @param doneInBatch targets of the batch in hand that are already counted in changed or reverted
 * @param attempt attempt at changing the batch (or running the stage) in hand, from 1; a stage's
 *     rollout goes on counting where its change stands
 * @param round bake of the batch in hand, from 1; grows over the whole rollout
 * @param given approvals that count, in the order in which they came
 * @param pausedBy who asked for a pause, empty when none is asked for
 * @param trouble why it is held or was handed back; kept until what was left undone is taken up,
 *     null when all is well
 * @param abort what a person asked for while work was in hand, null when nothing
 * @param bakeExtension added to the maximum of the bake in hand
 * @param rollback how far the way back has come, null before it began
 * @param outcome how it ended, null while it runs
 * @param reason why it ended, holds or rolls back, empty while all is well
 * @param inspection the newest one, null before the first
 * @param passage how it stands to the gate that all changes share
 */
public record RolloutState(
    Plan plan,
    Scope scope,
    Phase phase,
    int begun,
    int passed,
    int changed,
    int reverted,
    int doneInBatch,
    int attempt,
    int round,
    List<Approval> given,
    String pausedBy,
    @Nullable Trouble trouble,
    @Nullable Abort abort,
    Duration bakeExtension,
    @Nullable Rollback rollback,
    @Nullable Outcome outcome,
    String reason,
    @Nullable Inspection inspection,
    Passage passage) {

  /** Whether a rollout is a whole change or one stage of one. */
  public enum Scope {
    CHANGE,
    STAGE
  }

  /** What a person who stopped the work in hand wants done when it has stopped. */
  public enum Abort {
    ROLL_BACK,
    LEAVE,
    /** What the plan says about a failed batch. */
    FAIL
  }

  /**
   * How far the way back has come.
   *
   * @param round which way back this is, from 1; grows when a person has it tried again
   * @param remaining batches still to take back, from the first to the one in hand
   * @param attempt attempt at the one in hand; grows over all rounds, so that a late answer to an
   *     older one is known as such; 0 before the first
   * @param stuck numbers of batches given up
   * @param stuckReason why the first of them was, empty while none is
   */
  public record Rollback(
      int round, int remaining, int attempt, List<Integer> stuck, String stuckReason) {
    public Rollback {
      stuck = List.copyOf(stuck);
    }
  }

  public RolloutState {
    given = List.copyOf(given);
    if (passed > begun || begun > batchCount(plan)) {
      throw new IllegalArgumentException(
          "passed %d <= begun %d <= batches %d".formatted(passed, begun, batchCount(plan)));
    }
  }

  /** Approvals that it has against those that it needs. */
  public ApprovalCount approvals() {
    Classification classification = plan.classification();
    return new ApprovalCount(
        classification.controls().approvals(), classification.approvalsNeeded(), given);
  }

  /** Batches in the plan. */
  public int batches() {
    return batchCount(plan);
  }

  /** The batch in hand: the first that was begun and is not judged good, else the last begun. */
  public Batch current() {
    return batch(begun > passed ? passed + 1 : begun);
  }

  /** The k-th batch of this plan, from 1. */
  public Batch batch(int k) {
    int left = k;
    for (var stage : plan.stages()) {
      if (left <= stage.batches().size()) {
        return stage.batches().get(left - 1);
      }
      left -= stage.batches().size();
    }
    throw new IndexOutOfBoundsException("no batch " + k + " of " + batches());
  }

  /** Index from 0 of the stage that holds the k-th batch. */
  public int stageOf(int k) {
    int left = k;
    for (int stage = 0; stage < plan.stages().size(); stage++) {
      left -= plan.stages().get(stage).batches().size();
      if (left <= 0) {
        return stage;
      }
    }
    throw new IndexOutOfBoundsException("no batch " + k + " of " + batches());
  }

  /** Batches in the stages before this one. */
  public int batchesBefore(int stage) {
    return plan.stages().subList(0, stage).stream().mapToInt(each -> each.batches().size()).sum();
  }

  /** Targets touched and not yet judged good or taken back. */
  public int targetsAtRisk() {
    // The targets say that some are not back after all, not which.
    boolean unknown =
        rollback != null
            && rollback.stuck().isEmpty()
            && (trouble == Trouble.ROLLBACK_STUCK
                || (outcome == Outcome.ROLLBACK_FAILED && rollback.remaining() == 0));
    int atRisk = 0;
    for (int k = passed + 1; k <= begun; k++) {
      Batch batch = batch(k);
      boolean back =
          !unknown
              && rollback != null
              && k > rollback.remaining()
              && !rollback.stuck().contains(batch.number());
      atRisk += back ? 0 : batch.targets();
    }
    return atRisk;
  }

  /** Whether no target is touched, and none is about to be. */
  public boolean isUntouched() {
    return begun == 0 && phase != Phase.IN_STAGE;
  }

  /** When an approval expires that it still needs; null for never. */
  public @Nullable Instant nextExpiry() {
    boolean waits = isUntouched() && phase != Phase.REPLANNING && !ended();
    return waits ? approvals().nextExpiry() : null;
  }

  /** Whether a person asked to stop between batches. */
  public boolean pauseAsked() {
    return !pausedBy.isEmpty();
  }

  public boolean ended() {
    return phase == Phase.ENDED;
  }

  /** How it stands to the gate that all changes share. */
  public GateStance stance() {
    return ended() ? GateStance.NOT_ASKED : passage.stance(phase == Phase.AT_GATE);
  }

  private static int batchCount(Plan plan) {
    return plan.stages().stream().mapToInt(stage -> stage.batches().size()).sum();
  }

  StateChange change() {
    return new StateChange(this);
  }
}
