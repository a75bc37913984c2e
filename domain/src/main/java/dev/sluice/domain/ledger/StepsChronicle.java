package dev.sluice.domain.ledger;

import dev.sluice.domain.steps.StepsEvent;
import dev.sluice.domain.steps.StepsState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger is told of a change over several sub-domains; its steps tell their own verdicts.
 */
public final class StepsChronicle {
  private final Waits waits;

  /**
   * @param requester who asked for the change
   */
  public StepsChronicle(String requester, Memory memory) {
    waits = new Waits(requester, memory);
  }

  public Memory memory() {
    return waits.memory();
  }

  /**
   * What is to be recorded of an event, in order; nothing of most.
   *
   * @param changed targets that its steps have changed
   */
  public List<Content> told(StepsEvent event, StepsState after, int changed, Instant now) {
    List<Content> contents = new ArrayList<>();
    switch (event) {
      case StepsEvent.Approved approved ->
          contents.add(
              new Approved(
                  approved.actor(),
                  approved.role(),
                  approved.reason(),
                  approved.approval().expiry()));
      case StepsEvent.GatePassed passed ->
          contents.add(new Approved(passed.actor(), "", passed.reason(), null));
      case StepsEvent.GateOpened opened -> waits.passed(contents, opened.pass());
      case StepsEvent.Suspended suspended -> waits.suspended(contents, suspended.stop(), now);
      case StepsEvent.Woken woken -> waits.woken(contents, woken.pass(), now);
      case StepsEvent.WayBackBegun _ -> waits.rollingBack(now);
      case StepsEvent.Ended ended -> {
        if (ended.outcome() == dev.sluice.domain.rollout.Outcome.COMPLETED) {
          waits.released();
        }
        waits.ended(contents, ended.outcome(), ended.reason(), changed, now);
        return contents;
      }
      case StepsEvent.ApprovalAsked _,
          StepsEvent.ApprovalExpired _,
          StepsEvent.PlanningAgain _,
          StepsEvent.GateAsked _,
          StepsEvent.GateWaits _,
          StepsEvent.Begun _,
          StepsEvent.GateReached _,
          StepsEvent.StepBegun _,
          StepsEvent.StepDone _,
          StepsEvent.StepUndone _,
          StepsEvent.StepStuck _,
          StepsEvent.StopAsked _,
          StepsEvent.TakeBackBegun _,
          StepsEvent.StopBegun _,
          StepsEvent.PauseAsked _,
          StepsEvent.Resumed _,
          StepsEvent.Held _ -> {}
    }
    waits.hold(contents, hold(event, after, now), now);
    return contents;
  }

  private @Nullable Held hold(StepsEvent event, StepsState after, Instant now) {
    return switch (after.mode()) {
      case AWAITING_APPROVAL -> Held.forApprovals(after.approvals().needed(), now);
      case QUEUED ->
          event instanceof StepsEvent.GateWaits told
              ? Waits.atGate(told.standing(), now)
              : waits.memory().held();
      case HELD -> new Held(HoldCause.PERSON, after.reason(), now);
      case FORWARD -> forward(after, now);
      case PLANNED, REPLANNING, BACK, STOPPING, ENDED -> null;
    };
  }

  private static @Nullable Held forward(StepsState after, Instant now) {
    if (after.paused()) {
      return new Held(HoldCause.PERSON, after.pausedBy(), now);
    }
    return after.in(StepsState.Condition.RUNNING).isEmpty()
            && !after.in(StepsState.Condition.AT_GATE).isEmpty()
        ? new Held(HoldCause.APPROVAL, "a step without a way back", now)
        : null;
  }
}
