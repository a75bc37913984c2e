package dev.sluice.domain.guard;

import dev.sluice.domain.rollout.Outcome;
import org.jspecify.annotations.Nullable;

/** Why a call does not fit, and what would; null when it fits. */
final class Refusals {
  private Refusals() {}

  static @Nullable String ofBegin(GuardTerms terms, GuardState state, int step) {
    if (!terms.guarded()) {
      return "it was reported, and asks for nothing: guard a change of its own";
    }
    if (step > terms.steps()) {
      return "it was to take at most %d steps: end it and begin a new one".formatted(terms.steps());
    }
    if (step > state.step() + 1) {
      return "the next step is %d, not %d".formatted(state.step() + 1, step);
    }
    return step == state.step() + 1 && state.phase() == GuardPhase.IN_STEP
        ? "step %d is not done: end it first".formatted(state.step())
        : null;
  }

  static @Nullable String ofEnd(GuardTerms terms, GuardState state, int step) {
    if (!terms.guarded()) {
      return "it was reported, and has no steps: report its end";
    }
    return step > state.step()
        ? "step %d was not let in: begin it, and touch nothing before it may go".formatted(step)
        : null;
  }

  static String ofApproval(GuardTerms terms, GuardState state, String actor) {
    if (state.approvers().size() >= terms.approvals()) {
      return "it needs no approval";
    }
    return actor.equals(terms.requester())
        ? "%s asked for it: somebody else has to approve it".formatted(actor)
        : "%s has approved it already".formatted(actor);
  }

  static @Nullable String ofDecision(GuardState state, int step) {
    if (state.phase() != GuardPhase.UNDECIDED) {
      return "nothing is to be decided: only what an inspection leaves open is";
    }
    return step == state.step() ? null : "step %d is to be decided".formatted(state.step());
  }

  /** What was not judged good did not complete. */
  static @Nullable String ofEnding(GuardState state, Outcome outcome) {
    return outcome == Outcome.COMPLETED && state.phase() != GuardPhase.BETWEEN_STEPS
        ? "it can't have completed: step %d was not found good".formatted(state.step())
        : null;
  }
}
