package dev.sluice.domain.ledger;

import dev.sluice.domain.inspection.Evidence;
import dev.sluice.domain.inspection.Inspection;
import dev.sluice.domain.rollout.Outcome;
import dev.sluice.domain.rollout.Phase;
import dev.sluice.domain.rollout.RolloutEvent;
import dev.sluice.domain.rollout.RolloutState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger is told of a change, made of what happens to its rollout. It keeps how long the
 * change waited and baked, and since when it waits.
 */
public final class Chronicle {
  private final Waits waits;

  /**
   * @param requester who asked for the change
   * @param memory where an earlier run of its workflow left off
   */
  public Chronicle(String requester, Memory memory) {
    waits = new Waits(requester, memory);
  }

  public Memory memory() {
    return waits.memory();
  }

  /** A stage that ran by itself baked so long. */
  public void baked(Duration more) {
    waits.baked(more);
  }

  /**
   * What is to be recorded of an event, in order; nothing of most.
   *
   * @param after the state after it
   */
  public List<Content> told(
      RolloutEvent event, RolloutState before, RolloutState after, Instant now) {
    List<Content> contents = new ArrayList<>();
    if (after.passed() == after.batches()) {
      waits.released();
    }
    switch (event) {
      case RolloutEvent.Approved approved ->
          contents.add(
              new Approved(
                  approved.actor(),
                  approved.role(),
                  approved.reason(),
                  approved.approval().expiry()));
      // A stage that runs by itself records its own.
      case RolloutEvent.Inspected inspected when before.phase() == Phase.IN_STAGE -> {}
      case RolloutEvent.Inspected inspected ->
          contents.add(judged(before, inspected.batch(), inspected.inspection()));
      case RolloutEvent.Watched watched -> contents.add(judged(before, 0, watched.inspection()));
      case RolloutEvent.Overridden overridden ->
          contents.add(
              new Overridden(
                  Overridden.What.VERDICT,
                  verdict(before),
                  overridden.verdict().name(),
                  overridden.actor(),
                  "",
                  Waits.reason(overridden.reason())));
      case RolloutEvent.GateOpened opened -> waits.passed(contents, opened.pass());
      case RolloutEvent.Suspended suspended -> waits.suspended(contents, suspended.stop(), now);
      case RolloutEvent.Woken woken -> waits.woken(contents, woken.pass(), now);
      case RolloutEvent.RollbackBegun _ -> waits.rollingBack(now);
      // A stage that hands back is no end of a change.
      case RolloutEvent.Ended ended when ended.outcome() == Outcome.HANDED_BACK -> {}
      case RolloutEvent.Ended ended -> {
        waits.ended(contents, ended.outcome(), ended.reason(), after.changed(), now);
        return contents;
      }
      case RolloutEvent.ApprovalAsked _,
          RolloutEvent.ApprovalExpired _,
          RolloutEvent.PlanningAgain _,
          RolloutEvent.GateAsked _,
          RolloutEvent.GateWaits _,
          RolloutEvent.StopAsked _,
          RolloutEvent.BaselineBegun _,
          RolloutEvent.BaselineTaken _,
          RolloutEvent.PrechecksBegun _,
          RolloutEvent.PrechecksPassed _,
          RolloutEvent.StageBegun _,
          RolloutEvent.BatchBegun _,
          RolloutEvent.BatchChanged _,
          RolloutEvent.BakeBegun _,
          RolloutEvent.BatchPassed _,
          RolloutEvent.StageAdvanced _,
          RolloutEvent.BakeExtended _,
          RolloutEvent.PauseAsked _,
          RolloutEvent.Paused _,
          RolloutEvent.Resumed _,
          RolloutEvent.Held _,
          RolloutEvent.AbortAsked _,
          RolloutEvent.WatchBegun _,
          RolloutEvent.RevertBegun _,
          RolloutEvent.BatchReverted _,
          RolloutEvent.RevertGivenUp _,
          RolloutEvent.StageReverted _,
          RolloutEvent.RollbackCheckBegun _ -> {}
    }
    waits.hold(contents, hold(event, after, now), now);
    return contents;
  }

  /** What the change waits for after the event; null for nothing. */
  private @Nullable Held hold(RolloutEvent event, RolloutState after, Instant now) {
    return switch (after.phase()) {
      case AWAITING_APPROVAL ->
          Held.forApprovals(after.plan().classification().approvalsNeeded(), now);
      case AT_GATE ->
          event instanceof RolloutEvent.GateWaits told
              ? Waits.atGate(told.standing(), now)
              : waits.memory().held();
      case PAUSED -> new Held(HoldCause.PERSON, after.pausedBy(), now);
      case HELD -> new Held(heldFor(after), after.reason(), now);
      case PLANNED,
          REPLANNING,
          PRECHECKING,
          TAKING_BASELINE,
          APPLYING,
          BAKING,
          IN_STAGE,
          SUSPENDED,
          ROLLING_BACK,
          WATCHING,
          ENDED ->
          null;
    };
  }

  private static HoldCause heldFor(RolloutState state) {
    return switch (state.trouble()) {
      case UNDECIDED, FAILED -> HoldCause.VERDICT;
      case NOT_READY, APPLY_FAILED, ROLLBACK_STUCK, PAUSE -> HoldCause.PERSON;
      case null -> HoldCause.PERSON;
    };
  }

  private Judged judged(RolloutState state, int batch, Inspection inspection) {
    // The last watch holds nothing up.
    if (batch != 0) {
      waits.baked(inspection.baked());
    }
    int stage = batch == 0 ? 0 : state.stageOf(Math.min(state.batches(), state.passed() + 1)) + 1;
    return judged(stage, batch, inspection);
  }

  static Judged judged(int stage, int batch, Inspection inspection) {
    return new Judged(
        stage,
        batch,
        inspection.verdict(),
        inspection.summary(),
        inspection.evidence().stream().limit(Limits.MOST_EVIDENCE).map(Chronicle::judged).toList(),
        inspection.baked());
  }

  private static JudgedMetric judged(Evidence evidence) {
    Evidence.EffectInterval effect = evidence.effect();
    return new JudgedMetric(
        evidence.metric(),
        evidence.verdict(),
        effect == null ? Double.NaN : effect.estimate(),
        evidence.observed(),
        evidence.expected(),
        evidence.statistic(),
        evidence.threshold());
  }

  private static String verdict(RolloutState state) {
    Inspection newest = state.inspection();
    boolean judged = newest != null && state.phase() == Phase.HELD;
    return newest != null && judged ? newest.verdict().name() : "";
  }
}
