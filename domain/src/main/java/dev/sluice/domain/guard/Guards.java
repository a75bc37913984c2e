package dev.sluice.domain.guard;

import dev.sluice.domain.gate.GateStance;
import dev.sluice.domain.inspection.Verdict;
import dev.sluice.domain.rollout.Outcome;
import java.util.Optional;

/**
 * Decides what a change may do that another platform carries out, as a pure function. No step is
 * let in before people agreed, the gate opened and the step before was judged good; a step that was
 * judged bad is never judged good again.
 */
public final class Guards {
  private Guards() {}

  /** What follows from a signal. */
  public static GuardDecision decide(GuardTerms terms, GuardState state, GuardSignal signal) {
    if (state.phase().isEnd()) {
      return GuardDecision.of(state);
    }
    return switch (signal) {
      case GuardSignal.Started _ -> asking(terms, state);
      case GuardSignal.Approved approved ->
          mayApprove(terms, state, approved.actor())
              ? asking(terms, state.approvedBy(approved.actor()))
              : GuardDecision.of(state);
      case GuardSignal.BeginAsked asked ->
          GuardDecision.of(begins(terms, state, asked.step()) ? state.begun(asked.step()) : state);
      case GuardSignal.EndTold told -> ended(terms, state, told.step());
      case GuardSignal.Judged judged -> GuardDecision.of(judged(state, judged));
      case GuardSignal.Decided decided -> GuardDecision.of(decided(state, decided));
      case GuardSignal.Opened _ -> GuardDecision.of(state.at(GateStance.OPEN, ""));
      case GuardSignal.Told told ->
          GuardDecision.of(
              state.gate() == GateStance.OPEN
                  ? state
                  : state.at(GateStance.WAITING, told.standing().words()));
      case GuardSignal.Suspended suspended -> GuardDecision.of(state.stopped(suspended.stop()));
      case GuardSignal.Woken _ -> GuardDecision.of(state.stopped(""));
      case GuardSignal.Refused refused ->
          GuardDecision.of(
              terms.guarded()
                  ? state.in(GuardPhase.TO_ROLL_BACK, "the gate refuses it: " + refused.reason())
                  : state);
      case GuardSignal.Quiet quiet -> silent(state, quiet.limit());
      case GuardSignal.Ended end ->
          GuardDecision.of(
              state.ended(GuardPhase.OVER, end.outcome(), end.reason()), GuardCommand.LEAVE_GATE);
    };
  }

  private static GuardDecision asking(GuardTerms terms, GuardState state) {
    return missing(terms, state) > 0 || state.gate() != GateStance.NOT_ASKED
        ? GuardDecision.of(state)
        : GuardDecision.of(state.at(GateStance.WAITING, ""), GuardCommand.ASK_GATE);
  }

  private static int missing(GuardTerms terms, GuardState state) {
    return terms.approvals() - state.approvers().size();
  }

  private static boolean mayApprove(GuardTerms terms, GuardState state, String actor) {
    return missing(terms, state) > 0
        && !actor.equals(terms.requester())
        && !state.approvers().contains(actor);
  }

  private static boolean begins(GuardTerms terms, GuardState state, int step) {
    return state.phase() == GuardPhase.BETWEEN_STEPS
        && step == state.step() + 1
        && step <= terms.steps()
        && missing(terms, state) <= 0
        && state.gate() == GateStance.OPEN
        && state.stop().isEmpty();
  }

  private static GuardDecision ended(GuardTerms terms, GuardState state, int step) {
    if (state.phase() != GuardPhase.IN_STEP || step != state.step()) {
      return GuardDecision.of(state);
    }
    return terms.inspects()
        ? GuardDecision.of(state.in(GuardPhase.STEP_WATCHED, ""), GuardCommand.WATCH_STEP)
        : GuardDecision.of(state.in(GuardPhase.BETWEEN_STEPS, ""));
  }

  private static GuardState judged(GuardState state, GuardSignal.Judged judged) {
    if (state.phase() != GuardPhase.STEP_WATCHED || judged.step() != state.step()) {
      return state;
    }
    GuardPhase next =
        switch (judged.verdict()) {
          case PASS -> GuardPhase.BETWEEN_STEPS;
          case FAIL -> GuardPhase.TO_ROLL_BACK;
          case INCONCLUSIVE -> GuardPhase.UNDECIDED;
        };
    return state.in(next, judged.verdict() == Verdict.PASS ? "" : judged.why());
  }

  private static GuardState decided(GuardState state, GuardSignal.Decided decided) {
    if (state.phase() != GuardPhase.UNDECIDED || decided.step() != state.step()) {
      return state;
    }
    return decided.pass()
        ? state.in(GuardPhase.BETWEEN_STEPS, "")
        : state.in(
            GuardPhase.TO_ROLL_BACK,
            "%s decided so: %s".formatted(decided.actor(), decided.reason()));
  }

  /** While Sluice itself watches, the other platform has nothing to say. */
  private static GuardDecision silent(GuardState state, String limit) {
    return state.phase() == GuardPhase.STEP_WATCHED
        ? GuardDecision.of(state)
        : GuardDecision.of(
            state.ended(
                GuardPhase.SILENT,
                Outcome.STOPPED,
                "nothing was heard for %s, and what it held was given back".formatted(limit)),
            GuardCommand.LEAVE_GATE);
  }

  /**
   * What is answered to who wants to begin a step, or has ended it, after the signal was decided.
   */
  public static GuardAnswer answer(GuardTerms terms, GuardState state, int step) {
    return switch (state.phase()) {
      case TO_ROLL_BACK -> new GuardAnswer.RollBack(state.reason());
      case OVER, SILENT -> new GuardAnswer.Wait("nothing any more: it has ended meanwhile");
      case BETWEEN_STEPS ->
          step <= state.step() ? new GuardAnswer.Go() : new GuardAnswer.Wait(before(terms, state));
      case IN_STEP ->
          step == state.step() && !state.stop().isEmpty()
              ? new GuardAnswer.Wait(suspended(state))
              : new GuardAnswer.Go();
      case STEP_WATCHED ->
          step < state.step()
              ? new GuardAnswer.Go()
              : new GuardAnswer.Wait("the inspection of step " + state.step());
      case UNDECIDED ->
          step < state.step() ? new GuardAnswer.Go() : new GuardAnswer.Wait(undecided(state));
    };
  }

  /** As the end of "waits for ..."; empty while it waits for nothing. */
  public static String waitsFor(GuardTerms terms, GuardState state) {
    return switch (state.phase()) {
      case TO_ROLL_BACK, OVER, SILENT -> "";
      case BETWEEN_STEPS -> begins(terms, state, state.step() + 1) ? "" : before(terms, state);
      case IN_STEP -> state.stop().isEmpty() ? "" : suspended(state);
      case STEP_WATCHED -> "the inspection of step " + state.step();
      case UNDECIDED -> undecided(state);
    };
  }

  private static String before(GuardTerms terms, GuardState state) {
    int missing = missing(terms, state);
    if (missing > 0) {
      return "the approval of %d more".formatted(missing);
    }
    if (state.gate() != GateStance.OPEN) {
      return state.told().isEmpty() ? "the gate's answer" : state.told();
    }
    if (!state.stop().isEmpty()) {
      return suspended(state);
    }
    return terms.guarded() ? "the other platform to begin a step" : "its end";
  }

  private static String suspended(GuardState state) {
    return "the end of %s, which suspends it".formatted(state.stop());
  }

  private static String undecided(GuardState state) {
    return "a person, who has to decide on step %d: %s".formatted(state.step(), state.reason());
  }

  /** Why a signal can't be heard, with what to do; empty when it can. */
  public static Optional<String> refusal(GuardTerms terms, GuardState state, GuardSignal signal) {
    if (state.phase().isEnd()) {
      return Optional.of(
          "it has ended (%s): begin a new one, under another id".formatted(state.reason()));
    }
    return Optional.ofNullable(
        switch (signal) {
          case GuardSignal.BeginAsked asked -> Refusals.ofBegin(terms, state, asked.step());
          case GuardSignal.EndTold told -> Refusals.ofEnd(terms, state, told.step());
          case GuardSignal.Approved approved ->
              mayApprove(terms, state, approved.actor())
                  ? null
                  : Refusals.ofApproval(terms, state, approved.actor());
          case GuardSignal.Decided decided -> Refusals.ofDecision(state, decided.step());
          case GuardSignal.Ended end -> Refusals.ofEnding(state, end.outcome());
          case GuardSignal.Started _,
              GuardSignal.Judged _,
              GuardSignal.Opened _,
              GuardSignal.Told _,
              GuardSignal.Suspended _,
              GuardSignal.Woken _,
              GuardSignal.Refused _,
              GuardSignal.Quiet _ ->
              null;
        });
  }
}
