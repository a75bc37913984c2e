package dev.sluice.domain.rollout;

import dev.sluice.domain.control.Approval;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Approvals: asked for, given, and gone again. One that expires before anything is touched counts
 * no more, however far the change has come since it was given.
 */
final class Approving {
  private Approving() {}

  static void begin(Draft draft) {
    if (draft.state().approvals().suffices()) {
      Passing.enter(draft);
    } else {
      ask(draft);
    }
  }

  private static void ask(Draft draft) {
    int needed = draft.state().plan().classification().approvalsNeeded();
    Duration atMost = draft.state().plan().classification().approvalTimeout();
    draft.record(new RolloutEvent.ApprovalAsked(needed));
    draft.command(new RolloutCommand.AwaitApproval(atMost));
  }

  static void approve(Draft draft, RolloutSignal.Approve approve) {
    String role = draft.state().approvals().roleFor(approve.roles());
    Approval approval = new Approval(approve.actor(), role == null ? "" : role, approve.expiry());
    draft.record(new RolloutEvent.Approved(approval, approve.reason()));
    if (draft.state().approvals().suffices()) {
      Passing.enter(draft);
    }
  }

  static void timedOut(Draft draft) {
    if (draft.state().phase() == Phase.AWAITING_APPROVAL) {
      Duration limit = draft.state().plan().classification().approvalTimeout();
      Advance.end(draft, Outcome.REFUSED, "not approved within " + Words.of(limit));
    }
  }

  static void expire(Draft draft, Instant now) {
    RolloutState before = draft.state();
    List<Approval> over = before.approvals().expiredAt(now);
    if (!before.isUntouched() || over.isEmpty()) {
      return;
    }
    for (Approval one : over) {
      Instant expiry = Objects.requireNonNull(one.expiry());
      draft.record(new RolloutEvent.ApprovalExpired(one.actor(), expiry));
    }
    if (!draft.state().approvals().suffices()) {
      askAgain(draft, before.phase());
    }
  }

  /** Who waits for people holds nothing that others wait for. */
  private static void askAgain(Draft draft, Phase phase) {
    switch (phase) {
      case AT_GATE, PRECHECKING, TAKING_BASELINE, PAUSED, SUSPENDED, HELD -> {
        draft.command(new RolloutCommand.CancelWork());
        if (draft.state().passage().asks()) {
          draft.command(new RolloutCommand.LeaveGate());
        }
        ask(draft);
      }
      // Approvals are still waited for, or will be asked for when the change goes on.
      case PLANNED, AWAITING_APPROVAL, REPLANNING -> {}
      case APPLYING, BAKING, IN_STAGE, ROLLING_BACK, WATCHING, ENDED -> {}
    }
  }
}
