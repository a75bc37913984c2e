package dev.sluice.domain.rollout;

import dev.sluice.domain.inspection.Verdict;

/** What people do to a running change. What does not fit the state changes nothing. */
final class Steer {
  private Steer() {}

  static void decide(Draft draft, RolloutSignal.Steering steering) {
    if (SteeringCheck.refusal(draft.state(), steering).isPresent()) {
      return;
    }
    switch (steering) {
      case RolloutSignal.Approve approve -> Approving.approve(draft, approve);
      case RolloutSignal.Pause pause -> pause(draft, pause);
      case RolloutSignal.Resume resume -> resume(draft, resume);
      case RolloutSignal.Abort abort -> abort(draft, abort);
      case RolloutSignal.ExtendBake extend -> extend(draft, extend);
      case RolloutSignal.OverrideVerdict override -> override(draft, override);
    }
  }

  private static void pause(Draft draft, RolloutSignal.Pause pause) {
    draft.record(new RolloutEvent.PauseAsked(pause.actor(), pause.reason()));
    if (draft.state().phase() == Phase.IN_STAGE) {
      draft.command(new RolloutCommand.SteerStage(pause));
    }
  }

  private static void resume(Draft draft, RolloutSignal.Resume resume) {
    Phase phase = draft.state().phase();
    Trouble trouble = draft.state().trouble();
    if (phase == Phase.PAUSED) {
      draft.record(new RolloutEvent.Resumed(resume.actor(), resume.reason()));
      Advance.retry(draft);
    } else if (phase == Phase.HELD && trouble == Trouble.ROLLBACK_STUCK) {
      String reason = draft.state().reason();
      draft.record(new RolloutEvent.Resumed(resume.actor(), resume.reason()));
      WayBack.begin(draft, reason);
    } else if (phase == Phase.HELD) {
      Advance.retry(draft.record(new RolloutEvent.Resumed(resume.actor(), resume.reason())));
    } else {
      draft.record(new RolloutEvent.Resumed(resume.actor(), resume.reason()));
      if (phase == Phase.IN_STAGE && !stopsStage(draft.state().passage())) {
        draft.command(new RolloutCommand.SteerStage(resume));
      }
    }
  }

  private static boolean stopsStage(Passage passage) {
    return passage.isStopped() && !passage.drains();
  }

  private static void abort(Draft draft, RolloutSignal.Abort abort) {
    RolloutState before = draft.state();
    String reason = "aborted by %s: %s".formatted(abort.actor(), abort.reason());
    draft.record(new RolloutEvent.AbortAsked(abort.actor(), reason, abort.hold()));
    switch (before.phase()) {
      // Whoever changes targets must have stopped before anything is taken back.
      case APPLYING, IN_STAGE, ROLLING_BACK -> draft.command(new RolloutCommand.CancelWork());
      case PLANNED, AWAITING_APPROVAL, REPLANNING, AT_GATE -> {
        draft.command(new RolloutCommand.CancelWork());
        Advance.end(draft, Outcome.REFUSED, reason);
      }
      case PRECHECKING, TAKING_BASELINE, BAKING, PAUSED, SUSPENDED, HELD, WATCHING -> {
        draft.command(new RolloutCommand.CancelWork());
        stop(draft, before, abort.hold(), reason);
      }
      case ENDED -> {}
    }
  }

  private static void stop(Draft draft, RolloutState before, boolean hold, String reason) {
    if (before.begun() == 0) {
      Advance.leave(draft, reason);
    } else if (!hold) {
      WayBack.begin(draft, reason);
    } else if (before.trouble() == Trouble.ROLLBACK_STUCK) {
      Advance.end(draft, Outcome.ROLLBACK_FAILED, reason);
    } else {
      Advance.leave(draft, reason);
    }
  }

  private static void extend(Draft draft, RolloutSignal.ExtendBake extend) {
    draft.record(new RolloutEvent.BakeExtended(extend.actor(), extend.reason(), extend.by()));
    Phase phase = draft.state().phase();
    if (phase == Phase.IN_STAGE) {
      // The stage may be a batch further than the change knows.
      draft.command(
          new RolloutCommand.SteerStage(
              new RolloutSignal.ExtendBake(
                  extend.actor(), extend.reason(), extend.by(), batchOf(draft, extend.batch()))));
    } else if (phase == Phase.BAKING) {
      Advance.bake(draft);
    } else {
      Advance.retry(draft);
    }
  }

  private static void override(Draft draft, RolloutSignal.OverrideVerdict override) {
    RolloutState before = draft.state();
    String reason = "overridden by %s: %s".formatted(override.actor(), override.reason());
    draft.record(
        new RolloutEvent.Overridden(override.actor(), override.reason(), override.verdict()));
    if (before.phase() == Phase.IN_STAGE && override.verdict() == Verdict.PASS) {
      draft.command(
          new RolloutCommand.SteerStage(
              new RolloutSignal.OverrideVerdict(
                  override.actor(),
                  override.reason(),
                  override.verdict(),
                  batchOf(draft, override.batch()))));
      return;
    }
    draft.command(new RolloutCommand.CancelWork());
    if (draft.state().abort() != null) {
      // Whoever changes targets must have stopped first.
      return;
    }
    if (override.verdict() == Verdict.FAIL) {
      Advance.trouble(draft, Trouble.FAILED, reason);
    } else if (before.begun() > before.passed()) {
      Advance.passed(draft);
    } else {
      Advance.complete(draft);
    }
  }

  private static int batchOf(Draft draft, int named) {
    RolloutState state = draft.state();
    return named == 0 && state.begun() > state.passed() ? state.current().number() : named;
  }
}
