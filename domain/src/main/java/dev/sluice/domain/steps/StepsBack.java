package dev.sluice.domain.steps;

import dev.sluice.domain.rollout.Outcome;
import dev.sluice.domain.steps.StepsState.Condition;
import dev.sluice.domain.steps.StepsState.Mode;
import java.util.List;

/**
 * The way back: a step once everything that rests on it is back. What can't be taken back, and what
 * it rests on, stays, and a person is called.
 */
final class StepsBack {
  private StepsBack() {}

  static void begin(StepsDraft draft, String reason) {
    draft.record(new StepsEvent.WayBackBegun(reason));
    for (Step step : draft.state().in(Condition.RUNNING)) {
      draft.record(new StepsEvent.StopAsked(step.name()));
      // A point of no return that has begun can only be left as it is.
      draft.command(new StepsCommand.StopStep(step.name(), step.isPointOfNoReturn(), reason));
    }
    retryStuck(draft);
    next(draft);
  }

  /** What is stuck is tried again. */
  static void again(StepsDraft draft) {
    retryStuck(draft);
    next(draft);
  }

  private static void retryStuck(StepsDraft draft) {
    for (Step step : draft.state().graph().backwards()) {
      if (draft.state().condition(step) == Condition.STUCK
          && !step.isPointOfNoReturn()
          && isFree(draft.state(), step)) {
        takeBack(draft, step);
      }
    }
  }

  /** Takes back every step that nothing rests on any more; ends or holds when none is left. */
  static void next(StepsDraft draft) {
    for (Step step : draft.state().graph().backwards()) {
      if (isToTakeBack(draft.state(), step) && isFree(draft.state(), step)) {
        takeBack(draft, step);
      }
    }
    StepsState state = draft.state();
    if (!state.in(Condition.STOPPING).isEmpty() || !state.in(Condition.TAKING_BACK).isEmpty()) {
      return;
    }
    List<String> left =
        state.graph().steps().stream()
            .filter(step -> isLeft(state, step))
            .map(step -> describe(state, step))
            .toList();
    if (left.isEmpty()) {
      draft.record(
          new StepsEvent.Ended(
              state.all(step -> isUntouched(state, step)) ? Outcome.REFUSED : Outcome.ROLLED_BACK,
              state.reason()));
    } else {
      StepsForward.hold(
          draft, "%s; not back: %s".formatted(state.reason(), String.join("; ", left)));
    }
  }

  static boolean isUntouched(StepsState state, Step step) {
    return state.condition(step) == Condition.WAITING || state.condition(step) == Condition.AT_GATE;
  }

  private static void takeBack(StepsDraft draft, Step step) {
    int round = draft.state().standing(step.name()).round() + 1;
    draft.record(new StepsEvent.TakeBackBegun(step.name(), round));
    draft.command(new StepsCommand.TakeBack(step.name(), round, draft.state().reason()));
  }

  static void takenBack(StepsDraft draft, StepsSignal.StepTakenBack back) {
    StepsState.Standing standing = draft.state().standing(back.step());
    if (standing.condition() != Condition.TAKING_BACK || standing.round() != back.round()) {
      return;
    }
    draft.record(
        back.back()
            ? new StepsEvent.StepUndone(back.step(), draft.state().reason())
            : new StepsEvent.StepStuck(back.step(), back.reason()));
    if (draft.state().mode() == Mode.STOPPING) {
      StepsForward.endIfStopped(draft);
    } else {
      next(draft);
    }
  }

  private static boolean isToTakeBack(StepsState state, Step step) {
    return state.condition(step) == Condition.DONE && !step.keep() && !step.isPointOfNoReturn();
  }

  /** Whether nothing that was touched rests on a step. */
  private static boolean isFree(StepsState state, Step step) {
    return state.graph().dependents(step.name()).stream().noneMatch(on -> isTouched(state, on));
  }

  private static boolean isTouched(StepsState state, Step step) {
    return switch (state.condition(step)) {
      case WAITING, AT_GATE, UNDONE -> false;
      case RUNNING, DONE, STOPPING, TAKING_BACK, STUCK -> true;
    };
  }

  private static boolean isLeft(StepsState state, Step step) {
    return isTouched(state, step) && !(step.keep() && state.condition(step) == Condition.DONE);
  }

  private static String describe(StepsState state, Step step) {
    if (step.isPointOfNoReturn()) {
      return "%s can't be taken back (%s)".formatted(step.name(), step.irreversible());
    }
    String why = state.standing(step.name()).reason();
    return why.isEmpty()
        ? "%s, since another step rests on it".formatted(step.name())
        : "%s is stuck: %s".formatted(step.name(), why);
  }
}
