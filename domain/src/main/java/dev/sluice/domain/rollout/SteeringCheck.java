package dev.sluice.domain.rollout;

import dev.sluice.domain.inspection.Verdict;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says whether what a person wants fits the state of a rollout. */
public final class SteeringCheck {
  private SteeringCheck() {}

  /**
   * @return why it does not fit and what would, in one sentence; empty when it fits
   */
  public static Optional<String> refusal(RolloutState state, RolloutSignal.Steering steering) {
    if (state.ended()) {
      return Optional.of("the change has ended (%s)".formatted(state.outcome()));
    }
    if (state.abort() != null) {
      return Optional.of("it is being stopped already");
    }
    return Optional.ofNullable(
        switch (steering) {
          case RolloutSignal.Approve approve -> approve(state, approve);
          case RolloutSignal.Pause _ -> pause(state);
          case RolloutSignal.Resume _ -> resume(state);
          case RolloutSignal.Abort abort -> abort(state, abort);
          case RolloutSignal.ExtendBake extend -> extend(state, extend);
          case RolloutSignal.OverrideVerdict override -> override(state, override);
        });
  }

  private static @Nullable String approve(RolloutState state, RolloutSignal.Approve approve) {
    if (state.phase() != Phase.AWAITING_APPROVAL) {
      return "it waits for no approval (it is %s)".formatted(state.phase());
    }
    if (state.approvals().approvers().contains(approve.actor())) {
      return "%s has approved already; another person has to".formatted(approve.actor());
    }
    return state.approvals().roleFor(approve.roles()) == null
        ? "it waits for %s, and %s holds none of these roles: policies/roles.yaml says who does"
            .formatted(state.approvals().words(), approve.actor())
        : null;
  }

  private static @Nullable String pause(RolloutState state) {
    if (state.pauseAsked()) {
      return "%s has paused it already".formatted(state.pausedBy());
    }
    return switch (state.phase()) {
      case PLANNED,
          AWAITING_APPROVAL,
          REPLANNING,
          AT_GATE,
          PRECHECKING,
          TAKING_BASELINE,
          APPLYING,
          BAKING,
          IN_STAGE,
          SUSPENDED ->
          null;
      case PAUSED -> "it is paused already";
      case HELD -> "it is held already: resume, override or abort it";
      case ROLLING_BACK -> "it is rolling back; abort with hold stops that";
      case WATCHING -> "all its batches are done; abort takes them back";
      case ENDED -> "it has ended";
    };
  }

  private static @Nullable String resume(RolloutState state) {
    if (state.phase() == Phase.SUSPENDED && !state.pauseAsked()) {
      return "%s stops it: it goes on by itself when that is over; 'sluice exempt' lets it pass"
          .formatted(state.passage().stop());
    }
    boolean waits = state.phase() == Phase.PAUSED || state.phase() == Phase.HELD;
    return waits || state.pauseAsked()
        ? null
        : "it is neither paused nor held (it is %s)".formatted(state.phase());
  }

  private static @Nullable String abort(RolloutState state, RolloutSignal.Abort abort) {
    if (state.phase() == Phase.ROLLING_BACK && !abort.hold()) {
      return "it is rolling back already";
    }
    return null;
  }

  private static @Nullable String extend(RolloutState state, RolloutSignal.ExtendBake extend) {
    if (!extend.by().isPositive()) {
      return "a bake is extended by more than nothing";
    }
    if (isOther(state, extend.batch())) {
      return otherBatch(state, extend.batch());
    }
    boolean undecided =
        state.phase() == Phase.HELD && state.trouble() == Trouble.UNDECIDED && inHand(state) != 0;
    return state.phase() == Phase.BAKING || state.phase() == Phase.IN_STAGE || undecided
        ? null
        : "no batch is baking (it is %s)".formatted(state.phase());
  }

  private static @Nullable String override(
      RolloutState state, RolloutSignal.OverrideVerdict override) {
    if (isOther(state, override.batch())) {
      return otherBatch(state, override.batch());
    }
    boolean judged =
        state.phase() == Phase.HELD
            && (state.trouble() == Trouble.UNDECIDED || state.trouble() == Trouble.FAILED);
    if (judged && state.trouble() == Trouble.FAILED && override.verdict() == Verdict.FAIL) {
      return "it has failed already: resume, pass or abort it";
    }
    boolean failsWork = state.phase() == Phase.APPLYING && override.verdict() == Verdict.FAIL;
    return failsWork
            || state.phase() == Phase.BAKING
            || state.phase() == Phase.IN_STAGE
            || state.phase() == Phase.WATCHING
            || judged
        ? null
        : "there is no verdict to override (it is %s)".formatted(state.phase());
  }

  /** A verdict or a wait that was meant for one batch must not fall on the next. */
  private static boolean isOther(RolloutState state, int batch) {
    return batch != 0 && (batch != inHand(state));
  }

  private static int inHand(RolloutState state) {
    return state.begun() > state.passed() ? state.current().number() : 0;
  }

  private static String otherBatch(RolloutState state, int batch) {
    int inHand = inHand(state);
    return inHand == 0
        ? "batch %d is not in hand, nor is any other".formatted(batch)
        : "batch %d is not in hand, batch %d is".formatted(batch, inHand);
  }
}
