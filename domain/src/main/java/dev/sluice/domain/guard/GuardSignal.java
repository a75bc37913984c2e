package dev.sluice.domain.guard;

import dev.sluice.domain.gate.Pass;
import dev.sluice.domain.gate.Standing;
import dev.sluice.domain.inspection.Verdict;
import dev.sluice.domain.rollout.Outcome;

/** What a guard is told. A signal that does not fit, or comes twice, changes nothing. */
public sealed interface GuardSignal {
  /** The change became known. */
  record Started() implements GuardSignal {}

  /** A person agrees. */
  record Approved(String actor, String reason) implements GuardSignal {}

  /** The other platform wants to begin a step. */
  record BeginAsked(int step) implements GuardSignal {}

  /** The other platform has carried a step out. */
  record EndTold(int step) implements GuardSignal {}

  /** The inspection of a step came to a verdict. */
  record Judged(int step, Verdict verdict, String why) implements GuardSignal {}

  /** A person decides what the inspection could not. */
  record Decided(int step, boolean pass, String actor, String reason) implements GuardSignal {}

  /** The gate lets it in, past freezes and incidents that it passes. */
  record Opened(Pass pass) implements GuardSignal {}

  /** The gate says what it waits for. */
  record Told(Standing standing) implements GuardSignal {}

  /** A freeze or an incident suspends it. */
  record Suspended(String stop) implements GuardSignal {}

  /** It may go on, past freezes and incidents that it passes. */
  record Woken(Pass pass) implements GuardSignal {}

  /** The gate will never let it in. */
  record Refused(String reason) implements GuardSignal {}

  /** The other platform said nothing for too long. */
  record Quiet(String limit) implements GuardSignal {}

  /** The other platform ends the change. */
  record Ended(Outcome outcome, String reason) implements GuardSignal {}
}
