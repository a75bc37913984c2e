package dev.sluice.domain.rollout;

import java.time.Duration;

/**
 * The gate that all changes share: waiting to be let in, and standing still between batches while a
 * freeze or an incident lasts. Who has stood still asks its targets again and takes a fresh
 * baseline before it goes on.
 */
final class Passing {
  private Passing() {}

  /** Before anything is touched. */
  static void enter(Draft draft) {
    Passage passage = draft.state().passage();
    if (passage.asks() && !passage.open()) {
      draft.record(new RolloutEvent.GateAsked());
      draft.command(new RolloutCommand.AskGate());
    } else {
      Advance.precheck(draft);
    }
  }

  static void told(Draft draft, RolloutSignal.GateTold told) {
    RolloutState state = draft.state();
    if (state.phase() == Phase.AT_GATE && !state.passage().told().equals(told.standing().words())) {
      draft.record(new RolloutEvent.GateWaits(told.standing()));
    }
  }

  static void opened(Draft draft, RolloutSignal.GateOpened opened) {
    if (draft.state().phase() == Phase.AT_GATE) {
      draft.record(new RolloutEvent.GateOpened(opened.pass()));
      Advance.precheck(draft);
    }
  }

  static void refused(Draft draft, RolloutSignal.GateRefused refused) {
    if (draft.state().phase() == Phase.AT_GATE) {
      Advance.end(draft, Outcome.REFUSED, refused.reason());
    }
  }

  static void late(Draft draft, RolloutSignal.GateLate late) {
    if (draft.state().phase() == Phase.AT_GATE) {
      draft.record(new RolloutEvent.PlanningAgain(late.reason()));
    }
  }

  /** Only before it was let in: then nothing is in hand. */
  static void planAgain(Draft draft, RolloutSignal.PlanAgain again) {
    Phase phase = draft.state().phase();
    if (phase == Phase.AWAITING_APPROVAL || phase == Phase.AT_GATE) {
      draft.record(new RolloutEvent.PlanningAgain(again.reason()));
    }
    if (phase == Phase.AT_GATE) {
      draft.command(new RolloutCommand.LeaveGate());
    }
  }

  static void stop(Draft draft, RolloutSignal.Stopped stopped) {
    RolloutState state = draft.state();
    if (!goesForward(state.phase()) || state.passage().isStopped()) {
      return;
    }
    draft.record(new RolloutEvent.StopAsked(stopped.stop(), stopped.drains()));
    if (state.phase() == Phase.IN_STAGE && !stopped.drains() && !state.pauseAsked()) {
      draft.command(
          new RolloutCommand.SteerStage(new RolloutSignal.Pause(stopped.stop(), "it has begun")));
    }
  }

  static void wake(Draft draft, RolloutSignal.Woken woken) {
    RolloutState state = draft.state();
    Passage passage = state.passage();
    if (!passage.isStopped()) {
      return;
    }
    draft.record(new RolloutEvent.Woken(passage.stop(), woken.pass()));
    if (state.phase() == Phase.SUSPENDED) {
      Advance.retry(draft);
    } else if (state.phase() == Phase.IN_STAGE && !passage.drains() && !state.pauseAsked()) {
      draft.command(
          new RolloutCommand.SteerStage(new RolloutSignal.Resume(passage.stop(), "it is over")));
    }
  }

  private static boolean goesForward(Phase phase) {
    return switch (phase) {
      case PRECHECKING, TAKING_BASELINE, APPLYING, BAKING, IN_STAGE, PAUSED, HELD -> true;
      case PLANNED,
          AWAITING_APPROVAL,
          REPLANNING,
          AT_GATE,
          SUSPENDED,
          ROLLING_BACK,
          WATCHING,
          ENDED ->
          false;
    };
  }

  /**
   * Whether the rollout has to stand still, or to look around, before it does more; then it does.
   */
  static boolean holdsBack(Draft draft) {
    RolloutState state = draft.state();
    Passage passage = state.passage();
    if (passage.isStopped() && (!passage.drains() || betweenStages(state))) {
      draft.record(new RolloutEvent.Suspended(passage.stop()));
      return true;
    }
    if (passage.stale()) {
      Advance.precheck(draft);
      return true;
    }
    return false;
  }

  private static boolean betweenStages(RolloutState state) {
    return state.begun() == state.passed()
        && state.batchesBefore(state.stageOf(state.passed() + 1)) == state.passed();
  }

  /** The targets are ready again. */
  static void baseline(Draft draft) {
    Duration before = draft.state().plan().inspection().before();
    if (before.isZero()) {
      taken(draft);
    } else {
      draft.record(new RolloutEvent.BaselineBegun(before));
      draft.command(new RolloutCommand.TakeBaseline(before, draft.state().passage().looks()));
    }
  }

  static void baselineTaken(Draft draft, RolloutSignal.BaselineTaken taken) {
    RolloutState state = draft.state();
    if (state.phase() == Phase.TAKING_BASELINE && taken.look() == state.passage().looks()) {
      taken(draft);
    }
  }

  private static void taken(Draft draft) {
    draft.record(new RolloutEvent.BaselineTaken());
    Advance.retry(draft);
  }
}
