package dev.sluice.domain.steps;

import dev.sluice.domain.control.Approval;
import dev.sluice.domain.gate.Pass;
import dev.sluice.domain.gate.Standing;
import dev.sluice.domain.rollout.Outcome;
import java.time.Instant;

/** A fact about a change over several sub-domains. */
public sealed interface StepsEvent {
  record ApprovalAsked(int needed) implements StepsEvent {}

  /** A person said yes. */
  record Approved(Approval approval, String reason) implements StepsEvent {
    public String actor() {
      return approval.actor();
    }

    /** In which it counts; empty for none in particular. */
    public String role() {
      return approval.role();
    }
  }

  /** An approval counts no more: its time was over before anything began. */
  record ApprovalExpired(String actor, Instant expiry) implements StepsEvent {}

  /** Untouched, it goes back to be planned again. */
  record PlanningAgain(String reason) implements StepsEvent {}

  record GateAsked() implements StepsEvent {}

  record GateWaits(Standing standing) implements StepsEvent {}

  /**
   * @param pass freezes and incidents that it passes
   */
  record GateOpened(Pass pass) implements StepsEvent {}

  /** No step begins, and those that run stop between batches. */
  record Suspended(String stop) implements StepsEvent {}

  /**
   * @param pass what still lasts and is passed; none when the stop is over
   */
  record Woken(String stop, Pass pass) implements StepsEvent {}

  /** Enough approved, or none was needed: the first steps may begin. */
  record Begun() implements StepsEvent {}

  record GateReached(String step, String irreversible) implements StepsEvent {}

  record GatePassed(String step, String actor, String reason) implements StepsEvent {}

  record StepBegun(String step) implements StepsEvent {}

  record StepDone(String step) implements StepsEvent {}

  /** It ended, and every target that it touched is back. */
  record StepUndone(String step, String reason) implements StepsEvent {}

  /** It ended, and some targets that it touched may not be back. */
  record StepStuck(String step, String reason) implements StepsEvent {}

  record StopAsked(String step) implements StepsEvent {}

  record WayBackBegun(String reason) implements StepsEvent {}

  record TakeBackBegun(String step, int round) implements StepsEvent {}

  record StopBegun(String actor, String reason) implements StepsEvent {}

  record PauseAsked(String actor, String reason) implements StepsEvent {}

  record Resumed(String actor, String reason) implements StepsEvent {}

  record Held(String reason) implements StepsEvent {}

  record Ended(Outcome outcome, String reason) implements StepsEvent {}
}
