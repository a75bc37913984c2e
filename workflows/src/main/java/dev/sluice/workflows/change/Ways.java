package dev.sluice.workflows.change;

import dev.sluice.domain.inspection.Verdict;
import dev.sluice.domain.rollout.Phase;
import dev.sluice.domain.rollout.RolloutSignal;
import dev.sluice.domain.rollout.RolloutState;
import dev.sluice.domain.rollout.SteeringCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a person can do to a change as it stands, and what comes of it. */
final class Ways {
  private static final String ACTOR = "anyone";
  private static final String REASON = " --reason WHY";

  private Ways() {}

  /**
   * One command.
   *
   * @param command as it is typed
   * @param effect what it does now
   */
  record Way(String command, String effect) {}

  /** Only what would be accepted now. */
  static List<Way> of(RolloutState state, String changeId) {
    List<Way> ways = new ArrayList<>();
    if (state.phase() == Phase.AWAITING_APPROVAL && state.abort() == null) {
      ways.add(way("approve", changeId + REASON, "lets it begin"));
    }
    if (fits(state, new RolloutSignal.ExtendBake(ACTOR, "", Duration.ofSeconds(1), 0))) {
      ways.add(
          way(
              "extend",
              changeId + batch(state) + " --by 10m" + REASON,
              "watches the batch longer"));
    }
    if (fits(state, new RolloutSignal.OverrideVerdict(ACTOR, "", Verdict.PASS, 0))) {
      ways.add(way("override", changeId + " pass" + batch(state) + REASON, passes(state)));
    }
    if (fits(state, new RolloutSignal.OverrideVerdict(ACTOR, "", Verdict.FAIL, 0))) {
      ways.add(
          way(
              "override",
              changeId + " fail" + batch(state) + REASON,
              "counts the batch as failed"));
    }
    if (fits(state, new RolloutSignal.Pause(ACTOR, ""))) {
      ways.add(way("pause", changeId + REASON, pauses(state)));
    }
    if (fits(state, new RolloutSignal.Resume(ACTOR, ""))) {
      ways.add(way("resume", changeId + REASON, resumes(state)));
    }
    if (fits(state, new RolloutSignal.Abort(ACTOR, "", false))) {
      ways.add(way("abort", changeId + REASON, aborts(state)));
    }
    if (state.begun() > 0 && fits(state, new RolloutSignal.Abort(ACTOR, "", true))) {
      ways.add(way("abort", changeId + REASON + " --hold", "ends it, leaves all as it is now"));
    }
    return ways;
  }

  private static boolean fits(RolloutState state, RolloutSignal.Steering steering) {
    return SteeringCheck.refusal(state, steering).isEmpty();
  }

  private static Way way(String verb, String arguments, String effect) {
    return new Way("sluice " + verb + " " + arguments, effect);
  }

  /** Named, so that a command copied late does not fall on the next batch. */
  private static String batch(RolloutState state) {
    return state.begun() > state.passed() ? " --batch " + state.current().number() : "";
  }

  private static String passes(RolloutState state) {
    boolean whole = state.phase() != Phase.IN_STAGE && state.begun() == state.passed();
    return whole ? "ends the last watch well" : "counts the batch as good";
  }

  private static String pauses(RolloutState state) {
    return state.begun() == 0 ? "waits before the first batch" : "stops after the batch in hand";
  }

  private static String aborts(RolloutState state) {
    return state.begun() == 0 ? "ends it untouched" : "takes back all it changed";
  }

  private static String resumes(RolloutState state) {
    if (state.phase() != Phase.HELD) {
      return "lets it go on";
    }
    return switch (state.trouble()) {
      case UNDECIDED, FAILED ->
          state.begun() > state.passed() ? "watches the batch again" : "watches the whole again";
      case NOT_READY -> "asks the targets again";
      case APPLY_FAILED -> "tries the batch again";
      case ROLLBACK_STUCK -> "tries the way back again";
      case PAUSE -> "lets it go on";
      case null -> "lets it go on";
    };
  }
}
