package dev.sluice.workflows.change;

import dev.sluice.domain.inspection.Inspection;
import dev.sluice.domain.plan.Plan;
import dev.sluice.domain.rollout.Outcome;
import dev.sluice.domain.rollout.Phase;
import dev.sluice.domain.rollout.RolloutState;
import dev.sluice.proto.v1.Progress;
import dev.sluice.workflows.wire.TimeWire;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a rollout's state is shown: phase, progress, and why it waits.
 *
 * @param state where the rollout stands
 * @param stage where the stage stands that runs in a child workflow, null while none is known
 * @param bakeStart when the current bake began, null while none runs
 */
record ChangeView(RolloutState state, @Nullable RolloutState stage, @Nullable Instant bakeStart) {

  dev.sluice.proto.v1.Phase phase() {
    return switch (state.phase()) {
      case PLANNED, PRECHECKING -> dev.sluice.proto.v1.Phase.PRECHECKING;
      case AWAITING_APPROVAL -> dev.sluice.proto.v1.Phase.AWAITING_APPROVAL;
      case REPLANNING -> dev.sluice.proto.v1.Phase.PLANNING;
      case AT_GATE -> dev.sluice.proto.v1.Phase.AT_GATE;
      case SUSPENDED -> dev.sluice.proto.v1.Phase.SUSPENDED;
      case TAKING_BASELINE -> dev.sluice.proto.v1.Phase.TAKING_BASELINE;
      case APPLYING -> dev.sluice.proto.v1.Phase.APPLYING;
      case BAKING -> dev.sluice.proto.v1.Phase.BAKING;
      case IN_STAGE ->
          stage != null && stage.phase() == Phase.BAKING
              ? dev.sluice.proto.v1.Phase.BAKING
              : dev.sluice.proto.v1.Phase.APPLYING;
      case PAUSED -> dev.sluice.proto.v1.Phase.PAUSED;
      case HELD -> dev.sluice.proto.v1.Phase.HELD;
      case ROLLING_BACK -> dev.sluice.proto.v1.Phase.ROLLING_BACK;
      case WATCHING -> dev.sluice.proto.v1.Phase.WATCHING;
      case ENDED -> dev.sluice.proto.v1.Phase.ENDED;
    };
  }

  dev.sluice.proto.v1.Outcome outcome() {
    return outcome(state.outcome());
  }

  static dev.sluice.proto.v1.Outcome outcome(@Nullable Outcome outcome) {
    return switch (outcome) {
      case null -> dev.sluice.proto.v1.Outcome.OUTCOME_UNSPECIFIED;
      case COMPLETED -> dev.sluice.proto.v1.Outcome.COMPLETED;
      case ROLLED_BACK -> dev.sluice.proto.v1.Outcome.ROLLED_BACK;
      case REFUSED -> dev.sluice.proto.v1.Outcome.REFUSED;
      case STOPPED -> dev.sluice.proto.v1.Outcome.STOPPED;
      case ROLLBACK_FAILED -> dev.sluice.proto.v1.Outcome.ROLLBACK_FAILED;
      case HANDED_BACK -> throw new IllegalStateException("a change is not handed back");
    };
  }

  Progress progress() {
    Plan plan = state.plan();
    int batch = Math.min(state.begun(), state.passed() + 1);
    int number = batch == 0 ? 0 : state.stageOf(batch) + 1;
    Progress.Builder progress =
        Progress.newBuilder()
            .setStage(number)
            .setStages(plan.stages().size())
            .setStageTitle(number == 0 ? "" : plan.stages().get(number - 1).title())
            .setBatch(batch)
            .setBatches(state.batches())
            .setTargetsChanged(Math.max(0, changed() - reverted()))
            .setTargets(plan.targets())
            .setTargetsAtRisk(state.targetsAtRisk())
            .setTargetsReverted(reverted());
    if (bakeStart != null && phase() == dev.sluice.proto.v1.Phase.BAKING) {
      progress
          .setBakeStartTime(TimeWire.toProto(bakeStart))
          .setBakeDeadline(
              TimeWire.toProto(bakeStart.plus(plan.bake().maximum()).plus(bakeExtension())));
    }
    return progress.build();
  }

  private int changed() {
    RolloutState running = stageIn(Phase.IN_STAGE);
    return running == null ? state.changed() : Math.max(state.changed(), running.changed());
  }

  private int reverted() {
    RolloutState reverting = stageIn(Phase.ROLLING_BACK);
    return state.reverted() + (reverting == null ? 0 : reverting.reverted());
  }

  private Duration bakeExtension() {
    RolloutState running = stageIn(Phase.IN_STAGE);
    return running == null ? state.bakeExtension() : running.bakeExtension();
  }

  /** The newest one, also while a stage makes them. */
  @Nullable Inspection inspection() {
    RolloutState running = stageIn(Phase.IN_STAGE);
    Inspection newest = running == null ? null : running.inspection();
    return newest == null ? state.inspection() : newest;
  }

  /** The stage's own state, while the change is in the phase in which that is the newest. */
  private @Nullable RolloutState stageIn(Phase phase) {
    return state.phase() == phase ? stage : null;
  }

  /**
   * Whether what a stage's child workflow told is about the work in hand: the last words of one
   * that has ended may come late.
   */
  static boolean isInHand(int number, RolloutState at, RolloutState state) {
    RolloutState.Rollback rollback = state.rollback();
    return switch (state.phase()) {
      case IN_STAGE -> at.rollback() == null && state.stageOf(state.passed() + 1) == number;
      case ROLLING_BACK ->
          at.rollback() != null
              && rollback != null
              && rollback.remaining() > 0
              && state.stageOf(rollback.remaining()) == number;
      case PLANNED,
          AWAITING_APPROVAL,
          REPLANNING,
          AT_GATE,
          PRECHECKING,
          TAKING_BASELINE,
          SUSPENDED,
          APPLYING,
          BAKING,
          PAUSED,
          HELD,
          WATCHING,
          ENDED ->
          false;
    };
  }

  /** What it waits for and on whom; empty while it works. */
  String waitingFor(String requester) {
    return switch (state.phase()) {
      case AWAITING_APPROVAL ->
          "%s from anyone but %s"
              .formatted(state.approvals().words(), String.join(" or ", others(requester)));
      case PAUSED -> "somebody to resume it: %s paused it".formatted(state.pausedBy());
      case HELD -> "a person to %s it".formatted(ways());
      case AT_GATE -> gate();
      case SUSPENDED -> "the end of %s".formatted(state.passage().stop());
      case PLANNED,
          REPLANNING,
          PRECHECKING,
          TAKING_BASELINE,
          APPLYING,
          BAKING,
          IN_STAGE,
          ROLLING_BACK,
          WATCHING,
          ENDED ->
          state.ended() ? "" : inHand();
    };
  }

  private String gate() {
    String told = state.passage().told();
    return told.isEmpty() ? "the gate that all changes pass" : told;
  }

  private String inHand() {
    if (state.pauseAsked()) {
      return "the batch in hand, then pauses as %s asked".formatted(state.pausedBy());
    }
    return state.passage().stop().isEmpty()
        ? ""
        : "the %s in hand, then stops for %s"
            .formatted(state.passage().drains() ? "stage" : "batch", state.passage().stop());
  }

  /** Who can't approve any more. */
  private List<String> others(String requester) {
    List<String> others = new ArrayList<>(state.approvals().approvers());
    others.addFirst(requester);
    return others;
  }

  private String ways() {
    return switch (state.trouble()) {
      case UNDECIDED ->
          state.begun() > state.passed()
              ? "extend, override, resume or abort"
              : "override, resume or abort";
      case FAILED -> "override, resume or abort";
      case NOT_READY, APPLY_FAILED, ROLLBACK_STUCK, PAUSE -> "resume or abort";
      case null -> "resume or abort";
    };
  }
}
