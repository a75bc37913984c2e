package dev.sluice.domain.rollout;

import dev.sluice.domain.control.Approval;
import dev.sluice.domain.plan.Plan;
import dev.sluice.domain.plan.Stage;
import dev.sluice.domain.rollout.RolloutState.Rollback;
import dev.sluice.domain.rollout.RolloutState.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The whole behaviour of a running change as a pure function: a state and a signal give facts and
 * commands, facts give the next state. It knows no Temporal, no clock, no I/O.
 *
 * <p>The workflow interprets its commands; the simulation runs it over seeded worlds; planning runs
 * it dry. {@link Approving} asks people, {@link Passing} minds the gate, {@link Advance} goes
 * forward, {@link WayBack} goes back, {@link Steer} is what people do.
 */
public final class Rollout {
  /** A stage with more batches runs as a rollout of its own, to bound each history. */
  public static final int LARGE_STAGE = 20;

  private Rollout() {}

  /** A change that is planned and not begun. */
  public static RolloutState planned(Plan plan) {
    return initial(plan, Scope.CHANGE).made();
  }

  /** The same, of one that has to pass the gate that all changes share. */
  public static RolloutState plannedForGate(Plan plan) {
    return initial(plan, Scope.CHANGE).passage(Passage.CLOSED).made();
  }

  /**
   * The same, planned again.
   *
   * @param given approvals of the plan before that hold for this one too
   * @param pausedBy who had asked for a pause; empty for nobody
   */
  public static RolloutState plannedAgain(
      RolloutState planned, List<Approval> given, String pausedBy) {
    return planned.change().given(given).pausedBy(pausedBy).made();
  }

  /**
   * The way back of a whole change that had ended: every batch is taken back.
   *
   * @param round which way back of its targets this is, from 1
   */
  public static RolloutState takingBack(Plan plan, String reason, int round) {
    int batches = plan.batches().size();
    return initial(plan, Scope.CHANGE)
        .phase(Phase.ROLLING_BACK)
        .counts(batches, batches, plan.targets())
        .rollback(new Rollback(round, batches, 0, List.of(), ""))
        .reason(reason)
        .made();
  }

  /**
   * The rollout of one stage, going on from where the change stands: it counts batches from its own
   * first, changed targets over the whole change.
   *
   * @param stage index from 0
   */
  public static RolloutState ofStage(RolloutState change, int stage) {
    int before = change.batchesBefore(stage);
    return initial(planOf(change.plan(), stage), Scope.STAGE)
        .counts(change.begun() - before, change.passed() - before, change.changed())
        .doneInBatch(change.doneInBatch())
        .attempt(change.attempt())
        .round(change.round())
        .pausedBy(change.pausedBy())
        .bakeExtension(change.bakeExtension())
        .trouble(change.trouble())
        .made();
  }

  /**
   * The way back of one stage.
   *
   * @param stage index from 0
   * @param batches how many of its batches were begun and are not taken back yet
   */
  public static RolloutState ofStageRollback(RolloutState change, int stage, int batches) {
    return initial(planOf(change.plan(), stage), Scope.STAGE)
        .phase(Phase.ROLLING_BACK)
        .counts(batches, 0, 0)
        .rollback(new Rollback(WayBack.round(change), batches, 0, List.of(), ""))
        .reason(change.reason())
        .made();
  }

  /**
   * A stage whose rollout was lost before it could say how far it came: every batch counts as
   * begun, so that none is forgotten on the way back.
   *
   * @param run the stage's state as it was started
   */
  public static RolloutState lostStage(RolloutState run, String reason) {
    return run.change()
        .counts(run.batches(), run.passed(), run.changed())
        .phase(Phase.ENDED)
        .outcome(Outcome.HANDED_BACK)
        .trouble(Trouble.APPLY_FAILED)
        .reason(reason)
        .made();
  }

  /** A stage's way back that was lost: every batch counts as not taken back. */
  public static RolloutState lostStageRollback(RolloutState run, String reason) {
    List<Integer> all = new ArrayList<>();
    for (int k = 1; k <= run.begun(); k++) {
      all.add(run.batch(k).number());
    }
    return run.change()
        .rollback(new Rollback(WayBack.round(run), 0, 1, all, reason))
        .phase(Phase.ENDED)
        .outcome(Outcome.HANDED_BACK)
        .trouble(Trouble.ROLLBACK_STUCK)
        .reason(reason)
        .made();
  }

  /** What follows from a signal. A signal that no longer fits, or comes twice, changes nothing. */
  public static Decision decide(RolloutState state, RolloutSignal signal) {
    Draft draft = new Draft(state);
    if (state.ended()) {
      return Decision.NOTHING;
    }
    switch (signal) {
      case RolloutSignal.Begin _ -> Advance.begin(draft);
      case RolloutSignal.ApprovalTimedOut _ -> Approving.timedOut(draft);
      case RolloutSignal.ApprovalsExpired expired -> Approving.expire(draft, expired.now());
      case RolloutSignal.PlanAgain again -> Passing.planAgain(draft, again);
      case RolloutSignal.GateLate late -> Passing.late(draft, late);
      case RolloutSignal.GateTold told -> Passing.told(draft, told);
      case RolloutSignal.GateOpened opened -> Passing.opened(draft, opened);
      case RolloutSignal.GateRefused refused -> Passing.refused(draft, refused);
      case RolloutSignal.Stopped stopped -> Passing.stop(draft, stopped);
      case RolloutSignal.Woken woken -> Passing.wake(draft, woken);
      case RolloutSignal.BaselineTaken taken -> Passing.baselineTaken(draft, taken);
      case RolloutSignal.Prechecked prechecked -> Advance.prechecked(draft, prechecked);
      case RolloutSignal.BatchApplied applied -> Advance.applied(draft, applied);
      case RolloutSignal.BatchInspected inspected -> Advance.inspected(draft, inspected);
      case RolloutSignal.StageProgressed progressed -> Advance.stageProgressed(draft, progressed);
      case RolloutSignal.StageEnded ended -> Advance.stageEnded(draft, ended);
      case RolloutSignal.Watched watched -> Advance.watched(draft, watched);
      case RolloutSignal.WatchBroken broken -> Advance.watchBroken(draft, broken);
      case RolloutSignal.BatchReverted reverted -> WayBack.batchReverted(draft, reverted);
      case RolloutSignal.StageReverted reverted -> WayBack.stageReverted(draft, reverted);
      case RolloutSignal.RollbackChecked checked -> WayBack.checked(draft, checked);
      case RolloutSignal.RollbackUnchecked unchecked -> WayBack.unchecked(draft, unchecked);
      case RolloutSignal.Steering steering -> Steer.decide(draft, steering);
    }
    return draft.decision();
  }

  /** The state after a fact. */
  public static RolloutState apply(RolloutState state, RolloutEvent event) {
    return Facts.apply(state, event);
  }

  private static StateChange initial(Plan plan, Scope scope) {
    return new StateChange(
        new RolloutState(
            plan,
            scope,
            Phase.PLANNED,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            List.of(),
            "",
            null,
            null,
            Duration.ZERO,
            null,
            null,
            "",
            null,
            Passage.FREE));
  }

  /**
   * A plan of one stage only, with the batch numbers of the whole.
   *
   * @param stage index from 0
   */
  public static Plan planOf(Plan plan, int stage) {
    Stage only = plan.stages().get(stage);
    return new Plan(
        plan.type(),
        plan.typeVersion(),
        plan.title(),
        plan.subDomain(),
        plan.capability(),
        plan.parameters(),
        plan.selector(),
        plan.services(),
        plan.classification(),
        List.of(only),
        plan.maxTargetsAtRisk(),
        plan.bake(),
        plan.rollback(),
        Duration.ZERO,
        plan.inspection());
  }
}
