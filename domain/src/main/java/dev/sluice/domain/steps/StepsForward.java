package dev.sluice.domain.steps;

import dev.sluice.domain.rollout.Outcome;
import dev.sluice.domain.steps.StepsState.Condition;
import dev.sluice.domain.steps.StepsState.Mode;

/** The way forward: each step once those before it are done, with a gate before no return. */
final class StepsForward {
  private StepsForward() {}

  /** Steps that run stop between their batches and say so themselves. */
  static void suspend(StepsDraft draft, StepsSignal.Stopped stopped) {
    StepsState state = draft.state();
    if (state.mode() == Mode.FORWARD && !state.passage().isStopped()) {
      draft.record(new StepsEvent.Suspended(stopped.stop()));
      tell(draft, stopped.stop());
    }
  }

  static void wake(StepsDraft draft, StepsSignal.Woken woken) {
    String stop = draft.state().passage().stop();
    if (!stop.isEmpty()) {
      draft.record(new StepsEvent.Woken(stop, woken.pass()));
      tell(draft, "");
      next(draft);
    }
  }

  private static void tell(StepsDraft draft, String stop) {
    draft
        .state()
        .in(Condition.RUNNING)
        .forEach(step -> draft.command(new StepsCommand.TellStep(step.name(), stop)));
  }

  /** Begins every step that may begin. */
  static void next(StepsDraft draft) {
    boolean stands = draft.state().paused() || draft.state().passage().isStopped();
    if (draft.state().mode() != Mode.FORWARD || stands) {
      return;
    }
    for (Step step : draft.state().in(Condition.WAITING)) {
      boolean ready =
          step.after().stream()
              .allMatch(name -> draft.state().standing(name).condition() == Condition.DONE);
      if (ready && step.isPointOfNoReturn()) {
        draft.record(new StepsEvent.GateReached(step.name(), step.irreversible()));
        draft.command(
            new StepsCommand.Page(
                "step %s can't be taken back (%s): approve it, or abort the change"
                    .formatted(step.name(), step.irreversible())));
      } else if (ready) {
        run(draft, step.name());
      }
    }
    if (draft.state().all(step -> draft.state().condition(step) == Condition.DONE)) {
      draft.record(new StepsEvent.Ended(Outcome.COMPLETED, "every step is done"));
    }
  }

  static void run(StepsDraft draft, String step) {
    draft.record(new StepsEvent.StepBegun(step));
    draft.command(new StepsCommand.RunStep(step));
  }

  static void ended(StepsDraft draft, StepsSignal.StepEnded ended) {
    Condition condition = draft.state().standing(ended.step()).condition();
    if (condition != Condition.RUNNING && condition != Condition.STOPPING) {
      return;
    }
    switch (ended.outcome()) {
      case COMPLETED -> draft.record(new StepsEvent.StepDone(ended.step()));
      case ROLLED_BACK, REFUSED ->
          draft.record(new StepsEvent.StepUndone(ended.step(), ended.reason()));
      case STOPPED, ROLLBACK_FAILED, HANDED_BACK ->
          draft.record(new StepsEvent.StepStuck(ended.step(), ended.reason()));
    }
    goOn(draft, ended);
  }

  private static void goOn(StepsDraft draft, StepsSignal.StepEnded ended) {
    String why = "step %s: %s".formatted(ended.step(), ended.reason());
    switch (draft.state().mode()) {
      case FORWARD -> {
        switch (ended.outcome()) {
          case COMPLETED -> next(draft);
          case ROLLED_BACK, REFUSED -> StepsBack.begin(draft, why);
          case STOPPED, ROLLBACK_FAILED, HANDED_BACK -> hold(draft, why);
        }
      }
      case BACK -> StepsBack.next(draft);
      case STOPPING -> endIfStopped(draft);
      // Others may still have run when it was held; a person decides about all of them.
      case PLANNED, AWAITING_APPROVAL, REPLANNING, QUEUED, HELD, ENDED -> {}
    }
  }

  static void hold(StepsDraft draft, String why) {
    draft.record(new StepsEvent.Held(why));
    draft.command(new StepsCommand.Page(why));
  }

  /** Everything stays as it is, once every running step has stopped. */
  static void stop(StepsDraft draft, StepsSignal.Abort abort) {
    draft.record(new StepsEvent.StopBegun(abort.actor(), abort.reason()));
    for (Step step : draft.state().in(Condition.RUNNING)) {
      draft.record(new StepsEvent.StopAsked(step.name()));
      draft.command(new StepsCommand.StopStep(step.name(), true, abort.reason()));
    }
    endIfStopped(draft);
  }

  static void endIfStopped(StepsDraft draft) {
    StepsState state = draft.state();
    boolean busy =
        !state.in(Condition.STOPPING).isEmpty() || !state.in(Condition.TAKING_BACK).isEmpty();
    if (!busy) {
      draft.record(new StepsEvent.Ended(outcomeOf(state), state.reason()));
    }
  }

  private static Outcome outcomeOf(StepsState state) {
    boolean begun = !state.all(step -> StepsBack.isUntouched(state, step));
    boolean back =
        state.all(step ->
            StepsBack.isUntouched(state, step) || state.condition(step) == Condition.UNDONE);
    return !begun ? Outcome.REFUSED : back ? Outcome.ROLLED_BACK : Outcome.STOPPED;
  }
}
