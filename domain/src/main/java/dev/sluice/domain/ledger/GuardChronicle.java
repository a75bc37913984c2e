package dev.sluice.domain.ledger;

import dev.sluice.domain.gate.GateStance;
import dev.sluice.domain.guard.GuardPhase;
import dev.sluice.domain.guard.GuardSignal;
import dev.sluice.domain.guard.GuardState;
import dev.sluice.domain.guard.GuardTerms;
import dev.sluice.domain.inspection.Inspection;
import dev.sluice.domain.inspection.Verdict;
import dev.sluice.domain.rollout.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the ledger is told of a change that another platform carries out. */
public final class GuardChronicle {
  /** All steps of another platform are one stage. */
  private static final int STAGE = 1;

  private final GuardTerms terms;
  private final Waits waits;

  /**
   * @param memory where an earlier run of its workflow left off
   */
  public GuardChronicle(GuardTerms terms, Memory memory) {
    this.terms = terms;
    waits = new Waits(terms.requester(), memory);
  }

  public Memory memory() {
    return waits.memory();
  }

  /** The inspection of a step has ended. */
  public Content judged(int step, Inspection inspection) {
    waits.baked(inspection.baked());
    return Chronicle.judged(STAGE, step, inspection);
  }

  /**
   * What is to be recorded of a signal, in order; nothing of most.
   *
   * @param before the state before it
   * @param after the state after it
   * @param changed targets that were changed so far
   */
  public List<Content> told(
      GuardSignal signal, GuardState before, GuardState after, int changed, Instant now) {
    List<Content> contents = new ArrayList<>();
    if (before.phase().isEnd()) {
      return contents;
    }
    switch (signal) {
      case GuardSignal.Approved approved
          when after.approvers().size() > before.approvers().size() ->
          contents.add(new Approved(approved.actor(), "approver", approved.reason(), null));
      case GuardSignal.Decided decided when before.phase() == GuardPhase.UNDECIDED ->
          contents.add(
              new Overridden(
                  Overridden.What.VERDICT,
                  Verdict.INCONCLUSIVE.name(),
                  (decided.pass() ? Verdict.PASS : Verdict.FAIL).name(),
                  decided.actor(),
                  "operator",
                  Waits.reason(decided.reason())));
      case GuardSignal.Opened opened -> waits.passed(contents, opened.pass());
      case GuardSignal.Suspended suspended when terms.guarded() && before.stop().isEmpty() ->
          waits.suspended(contents, suspended.stop(), now);
      case GuardSignal.Woken woken -> waits.woken(contents, woken.pass(), now);
      case GuardSignal.Started _,
          GuardSignal.Approved _,
          GuardSignal.BeginAsked _,
          GuardSignal.EndTold _,
          GuardSignal.Judged _,
          GuardSignal.Decided _,
          GuardSignal.Told _,
          GuardSignal.Suspended _,
          GuardSignal.Refused _,
          GuardSignal.Quiet _,
          GuardSignal.Ended _ -> {}
    }
    if (before.phase() != GuardPhase.TO_ROLL_BACK
        && after.phase() == GuardPhase.TO_ROLL_BACK
        && after.step() > 0) {
      waits.rollingBack(now);
    }
    Outcome outcome = after.outcome();
    if (outcome == null) {
      waits.hold(contents, hold(signal, before, after, now), now);
    } else {
      ended(contents, outcome, before, after, changed, now);
    }
    return contents;
  }

  private void ended(
      List<Content> contents,
      Outcome outcome,
      GuardState before,
      GuardState after,
      int changed,
      Instant now) {
    if (outcome == Outcome.COMPLETED) {
      waits.released();
    }
    // Why it is taken back was said by what was found, not by who did it.
    String why = before.phase() == GuardPhase.TO_ROLL_BACK ? before.reason() : after.reason();
    waits.ended(contents, outcome, why, changed, now);
  }

  /** What it waits for after the signal; null for nothing. A reported change waits for nothing. */
  private @Nullable Held hold(
      GuardSignal signal, GuardState before, GuardState after, Instant now) {
    if (!terms.guarded() || !after.stop().isEmpty()) {
      return null;
    }
    return switch (after.phase()) {
      case UNDECIDED -> new Held(HoldCause.VERDICT, after.reason(), now);
      case BETWEEN_STEPS ->
          switch (after.gate()) {
            case NOT_ASKED -> Held.forApprovals(terms.approvals(), now);
            case WAITING -> atGate(signal, before, now);
            case OPEN -> null;
          };
      case IN_STEP, STEP_WATCHED, TO_ROLL_BACK, OVER, SILENT -> null;
    };
  }

  private @Nullable Held atGate(GuardSignal signal, GuardState before, Instant now) {
    if (signal instanceof GuardSignal.Told told) {
      return Waits.atGate(told.standing(), now);
    }
    return before.gate() == GateStance.WAITING ? waits.memory().held() : null;
  }
}
