package dev.sluice.domain.steps;

import dev.sluice.domain.control.Approval;
import dev.sluice.domain.rollout.Outcome;
import dev.sluice.domain.rollout.Passage;
import dev.sluice.domain.steps.StepsState.Condition;
import dev.sluice.domain.steps.StepsState.Mode;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** What people and the gate say before a step begins. */
final class StepsBegin {
  private StepsBegin() {}

  /** Asks for the approvals that are needed, or begins at once. */
  static void begin(StepsDraft draft) {
    StepsState state = draft.state();
    if (state.mode() != Mode.PLANNED) {
      StepsForward.next(draft);
    } else if (state.approvals().suffice()) {
      enter(draft);
    } else {
      ask(draft);
    }
  }

  private static void ask(StepsDraft draft) {
    draft.record(new StepsEvent.ApprovalAsked(draft.state().approvals().needed()));
    draft.command(new StepsCommand.AwaitApproval(draft.state().approvals().atMost()));
  }

  private static void enter(StepsDraft draft) {
    Passage passage = draft.state().passage();
    if (passage.asks() && !passage.open()) {
      draft.record(new StepsEvent.GateAsked());
      draft.command(new StepsCommand.AskGate());
    } else {
      go(draft);
    }
  }

  private static void go(StepsDraft draft) {
    draft.record(new StepsEvent.Begun());
    StepsForward.next(draft);
  }

  static void told(StepsDraft draft, StepsSignal.GateTold told) {
    StepsState state = draft.state();
    if (state.mode() == Mode.QUEUED && !state.passage().told().equals(told.standing().words())) {
      draft.record(new StepsEvent.GateWaits(told.standing()));
    }
  }

  static void opened(StepsDraft draft, StepsSignal.GateOpened opened) {
    if (draft.state().mode() == Mode.QUEUED) {
      draft.record(new StepsEvent.GateOpened(opened.pass()));
      go(draft);
    }
  }

  static void refused(StepsDraft draft, StepsSignal.GateRefused refused) {
    if (draft.state().mode() == Mode.QUEUED) {
      draft.record(new StepsEvent.Ended(Outcome.REFUSED, refused.reason()));
    }
  }

  static void late(StepsDraft draft, StepsSignal.GateLate late) {
    if (draft.state().mode() == Mode.QUEUED) {
      draft.record(new StepsEvent.PlanningAgain(late.reason()));
    }
  }

  /** Only before it was let in: then nothing is in hand. */
  static void planAgain(StepsDraft draft, StepsSignal.PlanAgain again) {
    Mode mode = draft.state().mode();
    if (mode == Mode.AWAITING_APPROVAL || mode == Mode.QUEUED) {
      draft.record(new StepsEvent.PlanningAgain(again.reason()));
    }
    if (mode == Mode.QUEUED) {
      draft.command(new StepsCommand.LeaveGate());
    }
  }

  static void approve(StepsDraft draft, StepsSignal.Approve approve) {
    if (draft.state().mode() == Mode.AWAITING_APPROVAL) {
      String role = draft.state().approvals().count().roleFor(approve.roles());
      Approval approval = new Approval(approve.actor(), role == null ? "" : role, approve.expiry());
      draft.record(new StepsEvent.Approved(approval, approve.reason()));
      if (draft.state().approvals().suffice()) {
        enter(draft);
      }
    } else {
      String step =
          approve.step().isEmpty()
              ? draft.state().in(Condition.AT_GATE).getFirst().name()
              : approve.step();
      draft.record(new StepsEvent.GatePassed(step, approve.actor(), approve.reason()));
      StepsForward.run(draft, step);
    }
  }

  static void approvalTimedOut(StepsDraft draft) {
    if (draft.state().mode() == Mode.AWAITING_APPROVAL) {
      draft.record(
          new StepsEvent.Ended(Outcome.REFUSED, "nobody approved it in time: start it again"));
    }
  }

  /** Who waits for people holds nothing that others wait for. */
  static void expire(StepsDraft draft, Instant now) {
    StepsState before = draft.state();
    List<Approval> over = before.approvals().count().expiredAt(now);
    if (!before.isUntouched() || over.isEmpty()) {
      return;
    }
    for (Approval one : over) {
      Instant expiry = Objects.requireNonNull(one.expiry());
      draft.record(new StepsEvent.ApprovalExpired(one.actor(), expiry));
    }
    boolean goesOn = before.mode() == Mode.QUEUED || before.mode() == Mode.FORWARD;
    if (goesOn && !draft.state().approvals().suffice()) {
      if (before.passage().asks()) {
        draft.command(new StepsCommand.LeaveGate());
      }
      ask(draft);
    }
  }
}
