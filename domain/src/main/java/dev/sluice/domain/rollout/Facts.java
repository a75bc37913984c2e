package dev.sluice.domain.rollout;

import dev.sluice.domain.inspection.Verdict;
import dev.sluice.domain.rollout.RolloutState.Abort;
import dev.sluice.domain.rollout.RolloutState.Rollback;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What each fact makes of a state. */
final class Facts {
  private Facts() {}

  static RolloutState apply(RolloutState state, RolloutEvent event) {
    return change(state, event).made();
  }

  private static StateChange change(RolloutState state, RolloutEvent event) {
    StateChange next = state.change();
    return switch (event) {
      case RolloutEvent.ApprovalAsked _ ->
          next.phase(Phase.AWAITING_APPROVAL)
              .passage(
                  state.phase() == Phase.PLANNED ? state.passage() : state.passage().closedAgain());
      case RolloutEvent.Approved approved ->
          next.given(state.approvals().with(approved.approval()).given());
      case RolloutEvent.ApprovalExpired expired ->
          next.given(state.approvals().without(expired.actor()).given());
      case RolloutEvent.PlanningAgain _ -> next.phase(Phase.REPLANNING);
      case RolloutEvent.GateAsked _ -> next.phase(Phase.AT_GATE);
      case RolloutEvent.GateWaits waits ->
          next.passage(state.passage().told(waits.standing().words()));
      case RolloutEvent.GateOpened _ -> next.passage(state.passage().opened());
      case RolloutEvent.StopAsked asked -> stopAsked(state, next, asked);
      case RolloutEvent.Suspended _ ->
          next.phase(Phase.SUSPENDED).passage(state.passage().stale(true));
      case RolloutEvent.Woken _ -> next.passage(state.passage().stopped("", false));
      case RolloutEvent.BaselineBegun _ -> next.phase(Phase.TAKING_BASELINE);
      case RolloutEvent.BaselineTaken _ -> next.passage(state.passage().stale(false));
      case RolloutEvent.PrechecksBegun _ ->
          next.phase(Phase.PRECHECKING)
              .passage(state.passage().stale() ? state.passage().looked() : state.passage());
      case RolloutEvent.PrechecksPassed _ -> next;
      case RolloutEvent.StageBegun begun ->
          begun.delegated() ? next.phase(Phase.IN_STAGE).attempt(begun.attempt()).reason("") : next;
      case RolloutEvent.BatchBegun begun -> batchBegun(state, next, begun);
      case RolloutEvent.BatchChanged changed -> next.changedInBatch(changed.effect().done());
      case RolloutEvent.BakeBegun bake ->
          next.phase(Phase.BAKING).round(bake.round()).trouble(null).reason("");
      case RolloutEvent.Inspected inspected -> next.inspection(inspected.inspection());
      case RolloutEvent.BatchPassed _ ->
          next.counts(state.begun(), state.passed() + 1, state.changed())
              .bakeExtension(Duration.ZERO)
              .freshBatch()
              .trouble(null)
              .reason("");
      case RolloutEvent.StageAdvanced advanced -> stageAdvanced(state, next, advanced);
      case RolloutEvent.BakeExtended extended ->
          next.bakeExtension(state.bakeExtension().plus(extended.by()));
      case RolloutEvent.Overridden overridden ->
          overridden.verdict() == Verdict.FAIL && inHand(state)
              ? next.reason(overridden.reason()).abort(Abort.FAIL)
              : next.reason(overridden.reason());
      case RolloutEvent.PauseAsked asked -> next.pausedBy(asked.actor());
      case RolloutEvent.Paused _ -> next.phase(Phase.PAUSED);
      case RolloutEvent.Resumed _ -> next.pausedBy("").reason("");
      case RolloutEvent.Held held ->
          next.phase(Phase.HELD).trouble(held.trouble()).reason(held.reason()).abort(null);
      case RolloutEvent.AbortAsked asked ->
          next.abort(asked.hold() ? Abort.LEAVE : Abort.ROLL_BACK).reason(asked.reason());
      case RolloutEvent.WatchBegun watch ->
          next.phase(Phase.WATCHING).round(watch.round()).trouble(null).reason("");
      case RolloutEvent.Watched watched -> next.inspection(watched.inspection());
      case RolloutEvent.RollbackBegun begun ->
          next.phase(Phase.ROLLING_BACK)
              .rollback(new Rollback(WayBack.round(state) + 1, state.begun(), 0, List.of(), ""))
              .reason(begun.reason())
              .trouble(null)
              .abort(null)
              .pausedBy("")
              .reverted(0)
              .freshBatch();
      case RolloutEvent.RevertBegun begun -> revertBegun(state, next, begun);
      case RolloutEvent.BatchReverted reverted -> next.revertedInBatch(reverted.effect().done());
      case RolloutEvent.RevertGivenUp givenUp ->
          next.rollback(stuck(state.rollback(), List.of(givenUp.batch()), givenUp.reason()));
      case RolloutEvent.StageReverted reverted ->
          next.reverted(state.reverted() + reverted.reverted())
              .rollback(stuck(state.rollback(), reverted.stuck(), reverted.reason()));
      case RolloutEvent.RollbackCheckBegun _ ->
          next.rollback(new Rollback(WayBack.round(state), 0, 1, List.of(), ""));
      case RolloutEvent.Ended ended ->
          next.phase(Phase.ENDED).outcome(ended.outcome()).reason(ended.reason()).abort(null);
    };
  }

  private static StateChange stopAsked(
      RolloutState state, StateChange next, RolloutEvent.StopAsked asked) {
    boolean stands = state.phase() == Phase.PAUSED || state.phase() == Phase.HELD;
    Passage passage = state.passage().stopped(asked.stop(), asked.drains());
    return next.passage(stands ? passage.stale(true) : passage);
  }

  private static boolean inHand(RolloutState state) {
    return state.phase() == Phase.APPLYING || state.phase() == Phase.IN_STAGE;
  }

  private static StateChange batchBegun(
      RolloutState state, StateChange next, RolloutEvent.BatchBegun begun) {
    next.phase(Phase.APPLYING).attempt(begun.attempt()).trouble(null).reason("");
    return begun.attempt() > 1
        ? next
        : next.counts(Math.max(state.begun(), state.passed() + 1), state.passed(), state.changed())
            .freshBatch();
  }

  private static StateChange stageAdvanced(
      RolloutState state, StateChange next, RolloutEvent.StageAdvanced advanced) {
    next.counts(advanced.begun(), advanced.passed(), advanced.changed())
        .doneInBatch(advanced.doneInBatch())
        .trouble(null);
    return advanced.passed() > state.passed() ? next.bakeExtension(Duration.ZERO) : next;
  }

  private static StateChange revertBegun(
      RolloutState state, StateChange next, RolloutEvent.RevertBegun begun) {
    Rollback before = state.rollback();
    next.phase(Phase.ROLLING_BACK)
        .trouble(null)
        .rollback(
            new Rollback(
                WayBack.round(state),
                begun.remaining(),
                begun.attempt(),
                before == null ? List.of() : before.stuck(),
                before == null ? "" : before.stuckReason()));
    boolean again = before != null && before.remaining() == begun.remaining();
    return again ? next : next.freshBatch();
  }

  private static Rollback stuck(@Nullable Rollback rollback, List<Integer> more, String reason) {
    Rollback before = rollback == null ? new Rollback(1, 0, 0, List.of(), "") : rollback;
    List<Integer> stuck = new ArrayList<>(before.stuck());
    stuck.addAll(more);
    return new Rollback(
        before.round(),
        before.remaining(),
        before.attempt(),
        stuck,
        before.stuck().isEmpty() ? reason : before.stuckReason());
  }
}
