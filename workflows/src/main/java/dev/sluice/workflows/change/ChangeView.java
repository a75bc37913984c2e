package dev.sluice.workflows.change;

import dev.sluice.domain.plan.Plan;
import dev.sluice.domain.rollout.Outcome;
import dev.sluice.domain.rollout.Phase;
import dev.sluice.domain.rollout.RolloutState;
import dev.sluice.domain.rollout.Words;
import dev.sluice.proto.v1.Progress;
import dev.sluice.workflows.wire.TimeWire;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a rollout's state is shown: phase, progress, and why it waits.
 *
 * @param state where the rollout stands
 * @param stagePhase what a delegated stage does now, null while none runs
 * @param bakeStart when the current bake began, null while none runs
 */
record ChangeView(RolloutState state, @Nullable Phase stagePhase, @Nullable Instant bakeStart) {

  dev.sluice.proto.v1.Phase phase() {
    return switch (state.phase()) {
      case PLANNED, PRECHECKING -> dev.sluice.proto.v1.Phase.PRECHECKING;
      case AWAITING_APPROVAL -> dev.sluice.proto.v1.Phase.AWAITING_APPROVAL;
      case APPLYING -> dev.sluice.proto.v1.Phase.APPLYING;
      case BAKING -> dev.sluice.proto.v1.Phase.BAKING;
      case IN_STAGE ->
          stagePhase == Phase.BAKING
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
    int stage = batch == 0 ? 0 : state.stageOf(batch) + 1;
    Progress.Builder progress =
        Progress.newBuilder()
            .setStage(stage)
            .setStages(plan.stages().size())
            .setStageTitle(stage == 0 ? "" : plan.stages().get(stage - 1).title())
            .setBatch(batch)
            .setBatches(state.batches())
            .setTargetsChanged(Math.max(0, state.changed() - state.reverted()))
            .setTargets(plan.targets())
            .setTargetsAtRisk(state.targetsAtRisk())
            .setTargetsReverted(state.reverted());
    if (bakeStart != null && state.phase() == Phase.BAKING) {
      progress
          .setBakeStartTime(TimeWire.toProto(bakeStart))
          .setBakeDeadline(
              TimeWire.toProto(bakeStart.plus(plan.bake().maximum()).plus(state.bakeExtension())));
    }
    return progress.build();
  }

  /** What it waits for and on whom; empty while it works. */
  String waitingFor(String changeId, String requester) {
    return switch (state.phase()) {
      case AWAITING_APPROVAL ->
          "%s from people other than %s: sluice approve %s"
              .formatted(
                  Words.count(
                      state.plan().classification().approvalsNeeded() - state.approvers().size(),
                      "approval"),
                  requester,
                  changeId);
      case PAUSED -> "%s paused it: sluice resume %s".formatted(state.pausedBy(), changeId);
      case HELD -> "a person to decide: sluice %s".formatted(ways(changeId));
      case PLANNED, PRECHECKING, APPLYING, BAKING, IN_STAGE, ROLLING_BACK, WATCHING, ENDED ->
          state.pauseAsked() && !state.ended()
              ? "the batch in hand, then %s's pause".formatted(state.pausedBy())
              : "";
    };
  }

  private String ways(String changeId) {
    return switch (state.trouble()) {
      case UNDECIDED -> "extend, override, resume or abort " + changeId;
      case FAILED -> "override, resume or abort " + changeId;
      case APPLY_FAILED, ROLLBACK_STUCK, PAUSE -> "resume or abort " + changeId;
      case null -> "resume or abort " + changeId;
    };
  }
}
