package dev.sluice.domain.rollout;

import dev.sluice.domain.inspection.Inspection;
import dev.sluice.domain.plan.Batch;
import dev.sluice.domain.plan.OnTrouble;
import dev.sluice.domain.plan.Plan;
import dev.sluice.domain.rollout.RolloutState.Abort;
import dev.sluice.domain.rollout.RolloutState.Scope;

/** The way forward: approval, prechecks, batch by batch, the last watch. */
final class Advance {
  private Advance() {}

  static void begin(Draft draft) {
    RolloutState state = draft.state();
    if (beginBack(draft)) {
      return;
    }
    if (state.scope() == Scope.STAGE) {
      beginStage(draft);
      return;
    }
    if (state.phase() != Phase.PLANNED) {
      return;
    }
    Approving.begin(draft);
  }

  private static void beginStage(Draft draft) {
    if (draft.state().phase() == Phase.PLANNED) {
      retry(draft);
    }
  }

  /** Whether it was made to go back from its begin. */
  private static boolean beginBack(Draft draft) {
    RolloutState.Rollback rollback = draft.state().rollback();
    if (draft.state().phase() != Phase.ROLLING_BACK
        || rollback == null
        || rollback.attempt() != 0) {
      return false;
    }
    WayBack.revertNext(draft, rollback.remaining());
    return true;
  }

  static void precheck(Draft draft) {
    draft.record(new RolloutEvent.PrechecksBegun());
    draft.command(new RolloutCommand.RunPrechecks(draft.state().passage().looks()));
  }

  static void prechecked(Draft draft, RolloutSignal.Prechecked prechecked) {
    if (draft.state().phase() != Phase.PRECHECKING
        || prechecked.look() != draft.state().passage().looks()) {
      return;
    }
    boolean again = draft.state().passage().stale();
    if (!prechecked.obstacles().isEmpty()) {
      String obstacles = String.join("; ", prechecked.obstacles());
      if (draft.state().begun() == 0) {
        end(draft, Outcome.REFUSED, obstacles);
      } else {
        hold(draft, Trouble.NOT_READY, obstacles);
      }
      return;
    }
    draft.record(new RolloutEvent.PrechecksPassed());
    if (again) {
      Passing.baseline(draft);
    } else {
      next(draft);
    }
  }

  /** Goes on to the next batch, unless a person asked for a pause or nothing is left. */
  static void next(Draft draft) {
    RolloutState state = draft.state();
    if (state.passed() == state.batches()) {
      finish(draft);
    } else if (state.pauseAsked()) {
      pause(draft);
    } else if (!Passing.holdsBack(draft)) {
      beginBatch(draft, state.passed() + 1);
    }
  }

  /** Takes up what was left undone: an unjudged or half-changed batch first. */
  static void retry(Draft draft) {
    RolloutState state = draft.state();
    if (state.begun() == state.passed()) {
      next(draft);
    } else if (Passing.holdsBack(draft)) {
      return;
    } else if (isLarge(state, state.passed() + 1)) {
      runStage(draft, state.stageOf(state.passed() + 1));
    } else if (state.trouble() == Trouble.UNDECIDED || state.trouble() == Trouble.FAILED) {
      bake(draft);
    } else {
      // Whether all its targets are changed is known only of a batch that was judged.
      int attempt = Math.max(1, state.attempt()) + 1;
      draft.record(new RolloutEvent.BatchBegun(state.current().number(), attempt));
      draft.command(new RolloutCommand.ApplyBatch(state.current(), attempt));
    }
  }

  private static void beginBatch(Draft draft, int k) {
    RolloutState state = draft.state();
    int stage = state.stageOf(k);
    if (isLarge(state, k)) {
      runStage(draft, stage);
      return;
    }
    if (state.batchesBefore(stage) == k - 1) {
      draft.record(new RolloutEvent.StageBegun(stage, false, 1));
    }
    Batch batch = state.batch(k);
    draft.record(new RolloutEvent.BatchBegun(batch.number(), 1));
    draft.command(new RolloutCommand.ApplyBatch(batch, 1));
  }

  private static boolean isLarge(RolloutState state, int k) {
    return state.scope() == Scope.CHANGE
        && state.plan().stages().get(state.stageOf(k)).batches().size() > Rollout.LARGE_STAGE;
  }

  private static void runStage(Draft draft, int stage) {
    int attempt = draft.state().attempt() + 1;
    draft.command(new RolloutCommand.RunStage(stage, attempt));
    draft.record(new RolloutEvent.StageBegun(stage, true, attempt));
  }

  static void applied(Draft draft, RolloutSignal.BatchApplied applied) {
    RolloutState state = draft.state();
    if (state.phase() != Phase.APPLYING
        || applied.batch() != state.current().number()
        || applied.attempt() != state.attempt()) {
      return;
    }
    draft.record(new RolloutEvent.BatchChanged(applied.batch(), applied.effect()));
    if (stopIfAsked(draft)) {
      return;
    }
    if (applied.effect().complete()) {
      bake(draft);
    } else {
      trouble(
          draft,
          Trouble.APPLY_FAILED,
          "batch %d: %d of %d targets could not be changed: %s"
              .formatted(
                  applied.batch(),
                  applied.effect().failed(),
                  state.current().targets(),
                  applied.effect().firstFailure()));
    }
  }

  static void bake(Draft draft) {
    RolloutState state = draft.state();
    int round = state.round() + 1;
    draft.record(new RolloutEvent.BakeBegun(state.current().number(), round));
    draft.command(new RolloutCommand.BakeBatch(state.current(), round, state.bakeExtension()));
  }

  static void inspected(Draft draft, RolloutSignal.BatchInspected inspected) {
    RolloutState state = draft.state();
    if (state.phase() != Phase.BAKING
        || inspected.batch() != state.current().number()
        || inspected.round() != state.round()) {
      return;
    }
    Inspection inspection = inspected.inspection();
    draft.record(new RolloutEvent.Inspected(inspected.batch(), inspection));
    switch (inspection.verdict()) {
      case PASS -> passed(draft);
      case FAIL -> trouble(draft, Trouble.FAILED, inspection.summary());
      case INCONCLUSIVE -> trouble(draft, Trouble.UNDECIDED, inspection.summary());
    }
  }

  static void passed(Draft draft) {
    draft.record(new RolloutEvent.BatchPassed(draft.state().current().number()));
    next(draft);
  }

  static void stageProgressed(Draft draft, RolloutSignal.StageProgressed progressed) {
    RolloutState state = draft.state();
    if (state.phase() != Phase.IN_STAGE
        || state.stageOf(state.passed() + 1) != progressed.stage()
        // Its end tells that a stage is done, so that the one in hand is always the first undone.
        || progressed.progress().passed() == progressed.progress().batches()) {
      return;
    }
    RolloutEvent.StageAdvanced advance = advance(state, progressed.stage(), progressed.progress());
    if (advance.begun() > state.begun() || advance.passed() > state.passed()) {
      draft.record(advance);
    }
  }

  static void stageEnded(Draft draft, RolloutSignal.StageEnded ended) {
    RolloutState state = draft.state();
    if (state.phase() != Phase.IN_STAGE
        || ended.stage() != state.stageOf(state.passed() + 1)
        || ended.attempt() != state.attempt()) {
      return;
    }
    RolloutState end = ended.end();
    draft.record(advance(state, ended.stage(), end));
    Inspection inspection = end.inspection();
    boolean ofCurrent =
        end.passed() == end.begun()
            || end.trouble() == Trouble.FAILED
            || end.trouble() == Trouble.UNDECIDED;
    if (inspection != null && ofCurrent) {
      draft.record(new RolloutEvent.Inspected(draft.state().current().number(), inspection));
    }
    if (stopIfAsked(draft)) {
      return;
    }
    Trouble trouble = end.outcome() == Outcome.HANDED_BACK ? end.trouble() : null;
    if (end.outcome() == Outcome.COMPLETED) {
      next(draft);
    } else if (trouble == null) {
      trouble(draft, Trouble.APPLY_FAILED, "the stage was stopped from outside: " + end.reason());
    } else if (trouble == Trouble.PAUSE) {
      retry(draft);
    } else {
      trouble(draft, trouble, end.reason());
    }
  }

  /**
   * What a stage says never takes back what it said before: a lost one knows less than was told.
   */
  private static RolloutEvent.StageAdvanced advance(
      RolloutState state, int stage, RolloutState at) {
    int before = state.batchesBefore(stage);
    int passed = Math.max(state.passed(), before + at.passed());
    boolean fresh = before + at.passed() == passed;
    return new RolloutEvent.StageAdvanced(
        stage,
        Math.max(state.begun(), before + at.begun()),
        passed,
        Math.max(state.changed(), at.changed()),
        fresh ? at.doneInBatch() : 0);
  }

  static void watched(Draft draft, RolloutSignal.Watched watched) {
    RolloutState state = draft.state();
    if (state.phase() != Phase.WATCHING || watched.round() != state.round()) {
      return;
    }
    draft.record(new RolloutEvent.Watched(watched.inspection()));
    switch (watched.inspection().verdict()) {
      case FAIL -> trouble(draft, Trouble.FAILED, "late harm: " + watched.inspection().summary());
      // Each batch passed on its own; without a control group the last watch can only accuse.
      case PASS, INCONCLUSIVE -> complete(draft);
    }
  }

  /** Each batch passed on its own, so that nothing asks for a way back; nor was the whole seen. */
  static void watchBroken(Draft draft, RolloutSignal.WatchBroken broken) {
    RolloutState state = draft.state();
    if (state.phase() == Phase.WATCHING && broken.round() == state.round()) {
      hold(draft, Trouble.UNDECIDED, "the last watch could not be made: " + broken.reason());
    }
  }

  private static void finish(Draft draft) {
    RolloutState state = draft.state();
    if (state.plan().watch().isZero()) {
      complete(draft);
    } else {
      watch(draft);
    }
  }

  private static void watch(Draft draft) {
    int round = draft.state().round() + 1;
    draft.record(new RolloutEvent.WatchBegun(round));
    draft.command(new RolloutCommand.Watch(draft.state().plan().watch(), round));
  }

  static void complete(Draft draft) {
    RolloutState state = draft.state();
    String what =
        state.scope() == Scope.STAGE
            ? "%s: all batches".formatted(state.plan().stages().getFirst().title())
            : "all: %d targets".formatted(state.changed());
    end(draft, Outcome.COMPLETED, what + " changed and judged good");
  }

  private static void pause(Draft draft) {
    if (draft.state().scope() == Scope.STAGE) {
      handBack(draft, Trouble.PAUSE, "paused by " + draft.state().pausedBy());
    } else {
      draft.record(new RolloutEvent.Paused());
    }
  }

  /** Does what the plan says about trouble. */
  static void trouble(Draft draft, Trouble trouble, String reason) {
    Plan plan = draft.state().plan();
    if (draft.state().scope() == Scope.STAGE) {
      handBack(draft, trouble, reason);
      return;
    }
    OnTrouble policy =
        trouble == Trouble.UNDECIDED ? plan.bake().onInconclusive() : plan.rollback().onFailure();
    switch (policy) {
      case ROLL_BACK -> WayBack.begin(draft, reason);
      case HOLD -> hold(draft, trouble, reason);
    }
  }

  static void hold(Draft draft, Trouble trouble, String reason) {
    draft.record(new RolloutEvent.Held(trouble, reason));
    draft.command(new RolloutCommand.Page(reason));
  }

  static void handBack(Draft draft, Trouble trouble, String reason) {
    draft.record(new RolloutEvent.Held(trouble, reason));
    end(draft, Outcome.HANDED_BACK, reason);
  }

  /** Carries out an abort that waited for the work in hand. */
  private static boolean stopIfAsked(Draft draft) {
    Abort abort = draft.state().abort();
    if (abort == null) {
      return false;
    }
    switch (abort) {
      case ROLL_BACK -> WayBack.begin(draft, draft.state().reason());
      case LEAVE -> leave(draft, draft.state().reason());
      // The batch may be half changed, so that it can't be judged as it is.
      case FAIL -> trouble(draft, Trouble.APPLY_FAILED, draft.state().reason());
    }
    return true;
  }

  /** Ends with every touched target as it is. */
  static void leave(Draft draft, String reason) {
    end(draft, draft.state().begun() == 0 ? Outcome.REFUSED : Outcome.STOPPED, reason);
  }

  static void end(Draft draft, Outcome outcome, String reason) {
    draft.record(new RolloutEvent.Ended(outcome, reason));
  }
}
