package dev.sluice.domain.steps;

import dev.sluice.domain.gate.Pass;
import dev.sluice.domain.gate.Standing;
import dev.sluice.domain.rollout.Outcome;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a change over several sub-domains is told. One that no longer fits changes nothing. */
public sealed interface StepsSignal {
  /** Go: everything before was planning. */
  record Begin() implements StepsSignal {}

  /** It is this time: approvals that hold no longer count no more if nothing has begun. */
  record ApprovalsExpired(Instant now) implements StepsSignal {}

  /** What was planned is not true any more: plan again if nothing has begun. */
  record PlanAgain(String reason) implements StepsSignal {}

  /** The gate gave it up: its time to begin is over. */
  record GateLate(String reason) implements StepsSignal {}

  /** It has to wait at the gate, for this. */
  record GateTold(Standing standing) implements StepsSignal {}

  /**
   * It may begin.
   *
   * @param pass freezes and incidents that it passes
   */
  record GateOpened(Pass pass) implements StepsSignal {}

  /** It can't begin, ever. */
  record GateRefused(String reason) implements StepsSignal {}

  /**
   * A freeze or an incident has begun.
   *
   * @param stop which, in words, not empty
   */
  record Stopped(String stop) implements StepsSignal {}

  /**
   * It may go on.
   *
   * @param pass what still lasts and is passed; none when it is over
   */
  record Woken(Pass pass) implements StepsSignal {}

  /** A step's own rollout ended. */
  record StepEnded(String step, Outcome outcome, String reason) implements StepsSignal {}

  /**
   * A step's way back ended.
   *
   * @param round which one, from 1
   * @param back whether every target is back
   */
  record StepTakenBack(String step, int round, boolean back, String reason)
      implements StepsSignal {}

  /** What a person says. Whether it fits the state is told by {@link Steps#refusal}. */
  sealed interface Steering extends StepsSignal {
    String actor();

    String reason();
  }

  /** Nobody approved the change in time. */
  record ApprovalTimedOut() implements StepsSignal {}

  /**
   * Let the change begin, or a step of it that can't be taken back.
   *
   * @param step the one that is meant; empty for the change, or for the only step that waits
   * @param roles that the person holds
   * @param expiry from when on it counts no more if nothing has begun; null for never
   */
  record Approve(
      String actor, String reason, String step, List<String> roles, @Nullable Instant expiry)
      implements Steering {
    public Approve {
      roles = List.copyOf(roles);
    }

    /** For as long as it takes, by somebody who holds no role. */
    public Approve(String actor, String reason, String step) {
      this(actor, reason, step, List.of(), null);
    }
  }

  /** Begin no further step. */
  record Pause(String actor, String reason) implements Steering {}

  /** Go on after a pause, or try again what is stuck on the way back. */
  record Resume(String actor, String reason) implements Steering {}

  /**
   * End the change.
   *
   * @param hold true to leave everything as it is, false to take back what was done
   */
  record Abort(String actor, String reason, boolean hold) implements Steering {}
}
