package dev.sluice.domain.steps;

import dev.sluice.domain.steps.StepsState.Condition;
import dev.sluice.domain.steps.StepsState.Mode;
import dev.sluice.domain.steps.StepsState.Standing;
import java.util.List;
import java.util.Optional;

/**
 * The whole behaviour of a change over several sub-domains as a pure function: a state and a signal
 * give facts and commands, facts give the next state. Each step is a {@code Rollout} of its own;
 * this says which of them runs, stops or is taken back when.
 *
 * <p>{@link StepsBegin} asks people and the gate, {@link StepsForward} goes forward, {@link
 * StepsBack} goes back.
 */
public final class Steps {
  private Steps() {}

  /** What follows from a signal. A signal that no longer fits, or comes twice, changes nothing. */
  public static StepsDecision decide(StepsState state, StepsSignal signal) {
    StepsDraft draft = new StepsDraft(state);
    if (state.ended()) {
      return draft.decision();
    }
    switch (signal) {
      case StepsSignal.Begin _ -> StepsBegin.begin(draft);
      case StepsSignal.ApprovalTimedOut _ -> StepsBegin.approvalTimedOut(draft);
      case StepsSignal.ApprovalsExpired expired -> StepsBegin.expire(draft, expired.now());
      case StepsSignal.PlanAgain again -> StepsBegin.planAgain(draft, again);
      case StepsSignal.GateTold told -> StepsBegin.told(draft, told);
      case StepsSignal.GateOpened opened -> StepsBegin.opened(draft, opened);
      case StepsSignal.GateRefused refused -> StepsBegin.refused(draft, refused);
      case StepsSignal.GateLate late -> StepsBegin.late(draft, late);
      case StepsSignal.Stopped stopped -> StepsForward.suspend(draft, stopped);
      case StepsSignal.Woken woken -> StepsForward.wake(draft, woken);
      case StepsSignal.StepEnded ended -> StepsForward.ended(draft, ended);
      case StepsSignal.StepTakenBack back -> StepsBack.takenBack(draft, back);
      case StepsSignal.Steering steering -> {
        if (refusal(state, steering).isEmpty()) {
          steer(draft, steering);
        }
      }
    }
    return draft.decision();
  }

  private static void steer(StepsDraft draft, StepsSignal.Steering steering) {
    switch (steering) {
      case StepsSignal.Approve approve -> StepsBegin.approve(draft, approve);
      case StepsSignal.Pause pause -> {
        draft.record(new StepsEvent.PauseAsked(pause.actor(), pause.reason()));
        passOn(draft, true, pause);
      }
      case StepsSignal.Resume resume -> {
        boolean held = draft.state().mode() == Mode.HELD;
        draft.record(new StepsEvent.Resumed(resume.actor(), resume.reason()));
        if (held) {
          StepsBack.again(draft);
        } else {
          passOn(draft, false, resume);
          StepsForward.next(draft);
        }
      }
      case StepsSignal.Abort abort -> {
        if (abort.hold()) {
          StepsForward.stop(draft, abort);
        } else {
          StepsBack.begin(draft, "aborted by %s: %s".formatted(abort.actor(), abort.reason()));
        }
      }
    }
  }

  private static void passOn(StepsDraft draft, boolean pause, StepsSignal.Steering said) {
    for (Step step : draft.state().in(Condition.RUNNING)) {
      draft.command(new StepsCommand.PauseStep(step.name(), pause, said.actor(), said.reason()));
    }
  }

  /** Why what a person says does not fit the state, and what would; empty when it fits. */
  public static Optional<String> refusal(StepsState state, StepsSignal.Steering steering) {
    if (state.ended()) {
      return Optional.of("the change has ended: start a new one");
    }
    return switch (steering) {
      case StepsSignal.Approve approve -> approveRefusal(state, approve);
      case StepsSignal.Pause _ ->
          state.mode() != Mode.FORWARD
              ? Optional.of("it does not go forward: nothing to pause")
              : state.paused()
                  ? Optional.of("%s has paused it already".formatted(state.pausedBy()))
                  : Optional.empty();
      case StepsSignal.Resume _ ->
          (state.mode() == Mode.HELD && !state.in(Condition.STUCK).isEmpty())
                  || (state.mode() == Mode.FORWARD && state.paused())
              ? Optional.empty()
              : Optional.of("it is neither paused nor stuck: nothing to resume");
      case StepsSignal.Abort abort ->
          switch (state.mode()) {
            case PLANNED, AWAITING_APPROVAL, REPLANNING, QUEUED, FORWARD, HELD -> Optional.empty();
            case BACK ->
                Optional.of(
                    abort.hold()
                        ? "it is on its way back: stop the step that is being taken back"
                        : "it is on its way back already");
            case STOPPING, ENDED -> Optional.of("it is stopping already");
          };
    };
  }

  private static Optional<String> approveRefusal(StepsState state, StepsSignal.Approve approve) {
    if (state.mode() == Mode.AWAITING_APPROVAL) {
      return !approve.step().isEmpty()
          ? Optional.of("no step waits yet: the change itself does")
          : state.approvals().approvers().contains(approve.actor())
              ? Optional.of("%s has approved it already".formatted(approve.actor()))
              : roleRefusal(state, approve);
    }
    List<String> waiting =
        state.mode() == Mode.FORWARD
            ? state.in(Condition.AT_GATE).stream().map(Step::name).toList()
            : List.of();
    if (waiting.isEmpty()) {
      return Optional.of("nothing waits for approval");
    }
    if (state.passage().isStopped()) {
      return Optional.of(
          "%s stops the change: approve the step when that is over"
              .formatted(state.passage().stop()));
    }
    if (approve.expiry() != null) {
      return Optional.of("a step begins at once when it is approved: leave out the expiry");
    }
    if (approve.step().isEmpty() && waiting.size() > 1) {
      return Optional.of("several steps wait, say which: " + String.join(", ", waiting));
    }
    return approve.step().isEmpty() || waiting.contains(approve.step())
        ? Optional.empty()
        : Optional.of(
            "step %s does not wait for approval, but %s"
                .formatted(approve.step(), String.join(", ", waiting)));
  }

  private static Optional<String> roleRefusal(StepsState state, StepsSignal.Approve approve) {
    return state.approvals().count().roleFor(approve.roles()) == null
        ? Optional.of(
            "it waits for %s, and %s holds none of these roles: policies/roles.yaml says who does"
                .formatted(state.approvals().count().words(), approve.actor()))
        : Optional.empty();
  }

  /** The state after a fact. */
  public static StepsState apply(StepsState state, StepsEvent event) {
    return switch (event) {
      case StepsEvent.ApprovalAsked _ -> approvalAsked(state);
      case StepsEvent.Approved approved ->
          state.with(state.approvals().count().with(approved.approval()));
      case StepsEvent.ApprovalExpired expired ->
          state.with(state.approvals().count().without(expired.actor()));
      case StepsEvent.PlanningAgain again -> state.with(Mode.REPLANNING, "");
      case StepsEvent.GateAsked _ -> state.with(Mode.QUEUED, "");
      case StepsEvent.GateWaits waits -> state.with(state.passage().told(waits.standing().words()));
      case StepsEvent.GateOpened _ -> state.with(state.passage().opened());
      case StepsEvent.Suspended suspended ->
          state.with(state.passage().stopped(suspended.stop(), false));
      case StepsEvent.Woken _ -> state.with(state.passage().stopped("", false));
      case StepsEvent.Begun _ -> state.with(Mode.FORWARD, "");
      case StepsEvent.GateReached reached -> state.with(reached.step(), in(Condition.AT_GATE));
      case StepsEvent.GatePassed _ -> state;
      case StepsEvent.StepBegun begun -> state.with(begun.step(), in(Condition.RUNNING));
      case StepsEvent.StepDone done -> state.with(done.step(), in(Condition.DONE));
      case StepsEvent.StepUndone undone ->
          state.with(undone.step(), moved(state, undone.step(), Condition.UNDONE, undone.reason()));
      case StepsEvent.StepStuck stuck ->
          state.with(stuck.step(), moved(state, stuck.step(), Condition.STUCK, stuck.reason()));
      case StepsEvent.StopAsked asked ->
          state.with(asked.step(), moved(state, asked.step(), Condition.STOPPING, ""));
      case StepsEvent.WayBackBegun begun -> state.with(Mode.BACK, begun.reason()).pausedBy("");
      case StepsEvent.TakeBackBegun begun ->
          state.with(begun.step(), new Standing(Condition.TAKING_BACK, begun.round(), ""));
      case StepsEvent.StopBegun stop ->
          state.with(Mode.STOPPING, "stopped by %s: %s".formatted(stop.actor(), stop.reason()));
      case StepsEvent.PauseAsked asked -> state.pausedBy(asked.actor());
      case StepsEvent.Resumed _ ->
          state.mode() == Mode.HELD ? state.with(Mode.BACK, state.reason()) : state.pausedBy("");
      case StepsEvent.Held held -> state.with(Mode.HELD, held.reason());
      case StepsEvent.Ended ended -> state.ended(ended.outcome(), ended.reason());
    };
  }

  private static StepsState approvalAsked(StepsState state) {
    if (state.mode() == Mode.PLANNED) {
      return state.with(Mode.AWAITING_APPROVAL, "");
    }
    StepsState outside = state.with(Mode.AWAITING_APPROVAL, "").with(state.passage().closedAgain());
    for (Step step : state.in(Condition.AT_GATE)) {
      outside = outside.with(step.name(), in(Condition.WAITING));
    }
    return outside;
  }

  private static Standing in(Condition condition) {
    return new Standing(condition, 0, "");
  }

  private static Standing moved(StepsState state, String step, Condition to, String reason) {
    return new Standing(to, state.standing(step).round(), reason);
  }
}
