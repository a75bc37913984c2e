package dev.sluice.domain.rollout;

import dev.sluice.domain.plan.Batch;
import dev.sluice.domain.rollout.RolloutState.Abort;
import dev.sluice.domain.rollout.RolloutState.Rollback;
import dev.sluice.domain.rollout.RolloutState.Scope;
import java.util.ArrayList;
import java.util.List;

/**
 * The way back: every touched batch in reverse order. A batch that can't be taken back is tried
 * again, then given up for the others' sake, and at the end a person is called.
 */
final class WayBack {
  private WayBack() {}

  static void begin(Draft draft, String reason) {
    if (draft.state().begun() == 0) {
      Advance.end(draft, Outcome.REFUSED, reason);
      return;
    }
    draft.record(new RolloutEvent.RollbackBegun(reason));
    revertNext(draft, draft.state().begun());
  }

  static void revertNext(Draft draft, int remaining) {
    if (remaining == 0) {
      allTried(draft);
      return;
    }
    RolloutState state = draft.state();
    int stage = state.stageOf(remaining);
    int first = lastAttempt(state) - state.plan().rollback().attempts() + 1;
    boolean large =
        state.scope() == Scope.CHANGE
            && state.plan().stages().get(stage).batches().size() > Rollout.LARGE_STAGE;
    if (large) {
      draft.record(new RolloutEvent.RevertBegun(remaining, first));
      draft.command(
          new RolloutCommand.RevertStage(stage, remaining - state.batchesBefore(stage), first));
    } else {
      revert(draft, remaining, first);
    }
  }

  /** Which way back this is, from 1; 0 before the first. */
  static int round(RolloutState state) {
    Rollback rollback = state.rollback();
    return rollback == null ? 0 : rollback.round();
  }

  /** Attempts at a batch up to the end of this round, all rounds counted. */
  private static int lastAttempt(RolloutState state) {
    return round(state) * state.plan().rollback().attempts();
  }

  private static void revert(Draft draft, int remaining, int attempt) {
    draft.record(new RolloutEvent.RevertBegun(remaining, attempt));
    draft.command(new RolloutCommand.RevertBatch(draft.state().batch(remaining), attempt));
  }

  static void batchReverted(Draft draft, RolloutSignal.BatchReverted reverted) {
    RolloutState state = draft.state();
    Rollback rollback = state.rollback();
    if (state.phase() != Phase.ROLLING_BACK
        || rollback == null
        || rollback.remaining() == 0
        || state.batch(rollback.remaining()).number() != reverted.batch()
        || rollback.attempt() != reverted.attempt()) {
      return;
    }
    Batch batch = state.batch(rollback.remaining());
    draft.record(new RolloutEvent.BatchReverted(batch.number(), reverted.effect()));
    if (stopIfAsked(draft)) {
      return;
    }
    if (reverted.effect().complete()) {
      revertNext(draft, rollback.remaining() - 1);
    } else if (rollback.attempt() < lastAttempt(state)) {
      revert(draft, rollback.remaining(), rollback.attempt() + 1);
    } else {
      draft.record(
          new RolloutEvent.RevertGivenUp(batch.number(), reverted.effect().firstFailure()));
      revertNext(draft, rollback.remaining() - 1);
    }
  }

  static void stageReverted(Draft draft, RolloutSignal.StageReverted reverted) {
    RolloutState state = draft.state();
    Rollback rollback = state.rollback();
    if (state.phase() != Phase.ROLLING_BACK
        || rollback == null
        || rollback.remaining() == 0
        || state.stageOf(rollback.remaining()) != reverted.stage()
        || rollback.attempt() != reverted.attempt()) {
      return;
    }
    RolloutState end = reverted.end();
    draft.record(
        new RolloutEvent.StageReverted(
            reverted.stage(), end.reverted(), leftBy(end), leftReason(end)));
    if (!stopIfAsked(draft)) {
      revertNext(draft, state.batchesBefore(reverted.stage()));
    }
  }

  /** Batches that a stage's way back gave up, or never came to because something stopped it. */
  private static List<Integer> leftBy(RolloutState end) {
    Rollback rollback = end.rollback();
    if (rollback == null) {
      return List.of();
    }
    List<Integer> left = new ArrayList<>(rollback.stuck());
    if (end.outcome() == Outcome.ROLLBACK_FAILED) {
      for (int k = rollback.remaining(); k > 0; k--) {
        left.add(end.batch(k).number());
      }
    }
    return left;
  }

  private static String leftReason(RolloutState end) {
    Rollback rollback = end.rollback();
    if (rollback != null && !rollback.stuckReason().isEmpty()) {
      return rollback.stuckReason();
    }
    return end.outcome() == Outcome.ROLLBACK_FAILED ? end.reason() : "";
  }

  private static void allTried(Draft draft) {
    RolloutState state = draft.state();
    Rollback rollback = state.rollback();
    List<Integer> stuck = rollback == null ? List.of() : rollback.stuck();
    if (rollback == null || stuck.isEmpty()) {
      if (state.scope() == Scope.STAGE) {
        Advance.end(draft, Outcome.ROLLED_BACK, state.reason());
      } else {
        draft.record(new RolloutEvent.RollbackCheckBegun());
        draft.command(new RolloutCommand.CheckRollback(round(state)));
      }
      return;
    }
    String reason =
        "the way back is stuck on %s %s; all others are back: %s"
            .formatted(
                stuck.size() == 1 ? "batch" : "batches",
                Words.list(stuck),
                rollback.stuckReason().isEmpty() ? "no reason given" : rollback.stuckReason());
    if (state.scope() == Scope.STAGE) {
      Advance.handBack(draft, Trouble.ROLLBACK_STUCK, reason);
    } else {
      Advance.hold(draft, Trouble.ROLLBACK_STUCK, reason);
    }
  }

  static void checked(Draft draft, RolloutSignal.RollbackChecked checked) {
    RolloutState state = draft.state();
    if (!isChecking(state, checked.round())) {
      return;
    }
    if (checked.notBack() == 0) {
      Advance.end(draft, Outcome.ROLLED_BACK, state.reason());
    } else if (!stopIfAsked(draft)) {
      Advance.hold(
          draft,
          Trouble.ROLLBACK_STUCK,
          "%d targets say they are not back: %s"
              .formatted(checked.notBack(), String.join("; ", checked.examples())));
    }
  }

  static void unchecked(Draft draft, RolloutSignal.RollbackUnchecked unchecked) {
    if (isChecking(draft.state(), unchecked.round()) && !stopIfAsked(draft)) {
      Advance.hold(
          draft,
          Trouble.ROLLBACK_STUCK,
          "the touched targets could not be asked whether they are back: " + unchecked.reason());
    }
  }

  private static boolean isChecking(RolloutState state, int round) {
    Rollback rollback = state.rollback();
    return state.phase() == Phase.ROLLING_BACK
        && rollback != null
        && rollback.remaining() == 0
        && rollback.round() == round;
  }

  private static boolean stopIfAsked(Draft draft) {
    if (draft.state().abort() != Abort.LEAVE) {
      return false;
    }
    Advance.end(
        draft, Outcome.ROLLBACK_FAILED, "the way back was stopped: " + draft.state().reason());
    return true;
  }
}
