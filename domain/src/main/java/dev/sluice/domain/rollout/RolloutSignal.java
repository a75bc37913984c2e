package dev.sluice.domain.rollout;

import dev.sluice.domain.gate.Pass;
import dev.sluice.domain.gate.Standing;
import dev.sluice.domain.inspection.Inspection;
import dev.sluice.domain.inspection.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a rollout is told. A signal that no longer fits, or comes twice, changes nothing. */
public sealed interface RolloutSignal {

  /** Go: everything before was planning. */
  record Begin() implements RolloutSignal {}

  /** Nobody approved in time. */
  record ApprovalTimedOut() implements RolloutSignal {}

  /** It is this time: approvals that hold no longer count no more if nothing has begun. */
  record ApprovalsExpired(Instant now) implements RolloutSignal {}

  /** What was planned is not true any more: plan again if nothing has begun. */
  record PlanAgain(String reason) implements RolloutSignal {}

  /** The gate gave it up: its time to begin is over. */
  record GateLate(String reason) implements RolloutSignal {}

  /** It has to wait at the gate, for this. */
  record GateTold(Standing standing) implements RolloutSignal {}

  /**
   * It may begin.
   *
   * @param pass freezes and incidents that it passes
   */
  record GateOpened(Pass pass) implements RolloutSignal {}

  /** It can't begin, ever. */
  record GateRefused(String reason) implements RolloutSignal {}

  /**
   * A freeze or an incident has begun: stand still between two batches.
   *
   * @param stop which, in words, not empty
   * @param drains whether the stage in hand is finished first
   */
  record Stopped(String stop, boolean drains) implements RolloutSignal {}

  /**
   * It may go on.
   *
   * @param pass what still lasts and is passed; none when it is over
   */
  record Woken(Pass pass) implements RolloutSignal {}

  /** The time for a fresh baseline has passed. */
  record BaselineTaken(int look) implements RolloutSignal {}

  /**
   * The targets were asked.
   *
   * @param look which time after it stood still, 0 for before its begin
   * @param obstacles why the change can't go on, empty when it can
   */
  record Prechecked(int look, List<String> obstacles) implements RolloutSignal {
    public Prechecked {
      obstacles = List.copyOf(obstacles);
    }
  }

  /** The order to change a batch came to its end, complete or not. */
  record BatchApplied(int batch, int attempt, BatchEffect effect) implements RolloutSignal {}

  /** A bake came to its end. */
  record BatchInspected(int batch, int round, Inspection inspection) implements RolloutSignal {}

  /** A stage's own rollout stands here now. */
  record StageProgressed(int stage, RolloutState progress) implements RolloutSignal {}

  /** A stage's own rollout ended. */
  record StageEnded(int stage, int attempt, RolloutState end) implements RolloutSignal {}

  /** The last watch came to its end. */
  record Watched(int round, Inspection inspection) implements RolloutSignal {}

  /** The last watch could not be made because Sluice itself broke. */
  record WatchBroken(int round, String reason) implements RolloutSignal {}

  /** The order to take a batch back came to its end, complete or not. */
  record BatchReverted(int batch, int attempt, BatchEffect effect) implements RolloutSignal {}

  /** A stage's way back ended. */
  record StageReverted(int stage, int attempt, RolloutState end) implements RolloutSignal {}

  /**
   * The touched targets were asked whether they are back.
   *
   * @param round of the way back they were asked after
   * @param notBack how many are not
   * @param examples the first of them
   */
  record RollbackChecked(int round, int notBack, List<String> examples) implements RolloutSignal {
    public RollbackChecked {
      examples = List.copyOf(examples);
    }
  }

  /**
   * The touched targets could not be asked whether they are back.
   *
   * @param round of the way back they should have been asked after
   */
  record RollbackUnchecked(int round, String reason) implements RolloutSignal {}

  /** What a person says. Whether it fits the state is told by {@link SteeringCheck}. */
  sealed interface Steering extends RolloutSignal {
    String actor();

    String reason();
  }

  /**
   * Let the change begin.
   *
   * @param roles that the person holds
   * @param expiry from when on it counts no more if nothing has begun; null for never
   */
  record Approve(String actor, String reason, List<String> roles, @Nullable Instant expiry)
      implements Steering {
    public Approve {
      roles = List.copyOf(roles);
    }

    /** For as long as it takes, by somebody who holds no role. */
    public Approve(String actor, String reason) {
      this(actor, reason, List.of(), null);
    }
  }

  record Pause(String actor, String reason) implements Steering {}

  record Resume(String actor, String reason) implements Steering {}

  /**
   * End the change.
   *
   * @param hold true to leave every touched target as it is, false to take back what was done
   */
  record Abort(String actor, String reason, boolean hold) implements Steering {}

  /**
   * Watch a batch longer.
   *
   * @param batch the batch that is meant, from 1; 0 for the one in hand when this arrives
   */
  record ExtendBake(String actor, String reason, Duration by, int batch) implements Steering {}

  /**
   * A person's verdict in place of the inspection's.
   *
   * @param verdict pass or fail
   * @param batch the batch that is meant, from 1; 0 for the one in hand when this arrives
   */
  record OverrideVerdict(String actor, String reason, Verdict verdict, int batch)
      implements Steering {
    public OverrideVerdict {
      if (verdict == Verdict.INCONCLUSIVE) {
        throw new IllegalArgumentException("a person's verdict is PASS or FAIL");
      }
    }
  }
}
