package dev.sluice.workflows.change;

import dev.sluice.domain.plan.PlannedStep;
import dev.sluice.domain.plan.StepsPlan;
import dev.sluice.domain.steps.Step;
import dev.sluice.domain.steps.Steps;
import dev.sluice.domain.steps.StepsSignal;
import dev.sluice.domain.steps.StepsState;
import dev.sluice.domain.steps.StepsState.Condition;
import dev.sluice.domain.steps.StepsState.Standing;
import dev.sluice.proto.history.v1.ChangeInput;
import dev.sluice.proto.history.v1.StepProgress;
import dev.sluice.proto.v1.Phase;
import dev.sluice.proto.v1.Progress;
import dev.sluice.proto.v1.StepState;
import dev.sluice.proto.v1.StepStatus;
import dev.sluice.workflows.steps.StepNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a change over several sub-domains is shown.
 *
 * @param plan with the sizes of the steps
 * @param told what the steps' own changes told last
 */
record StepsView(
    ChangeInput input, StepsPlan plan, StepsState state, Map<String, StepProgress> told) {
  private static final String ACTOR = "anyone";

  Phase phase() {
    return switch (state.mode()) {
      case PLANNED -> Phase.PRECHECKING;
      case AWAITING_APPROVAL -> Phase.AWAITING_APPROVAL;
      case REPLANNING -> Phase.PLANNING;
      case QUEUED -> Phase.AT_GATE;
      case FORWARD -> forward();
      case BACK -> Phase.ROLLING_BACK;
      case STOPPING -> Phase.APPLYING;
      case HELD -> Phase.HELD;
      case ENDED -> Phase.ENDED;
    };
  }

  private Phase forward() {
    if (!state.in(Condition.RUNNING).isEmpty()) {
      return Phase.APPLYING;
    }
    if (state.paused()) {
      return Phase.PAUSED;
    }
    if (state.passage().isStopped()) {
      return Phase.SUSPENDED;
    }
    return state.in(Condition.AT_GATE).isEmpty() ? Phase.APPLYING : Phase.AWAITING_APPROVAL;
  }

  /** What it waits for and on whom; empty while it works. */
  String waitingFor() {
    List<String> waits = new ArrayList<>();
    switch (state.mode()) {
      case AWAITING_APPROVAL ->
          waits.add(
              "%s from anyone but %s"
                  .formatted(state.approvals().count().words(), input.getRequester()));
      case QUEUED ->
          waits.add(
              state.passage().told().isEmpty()
                  ? "the gate that all changes pass"
                  : state.passage().told());
      case HELD ->
          waits.add(
              state.in(Condition.STUCK).isEmpty()
                  ? "a person to abort it"
                  : "a person to resume or abort it");
      case FORWARD -> {
        for (Step step : state.in(Condition.AT_GATE)) {
          waits.add(
              "approval of step %s, which can't be taken back (%s), from anyone but %s"
                  .formatted(step.name(), step.irreversible(), input.getRequester()));
        }
        if (state.passage().isStopped()) {
          waits.add("the end of " + state.passage().stop());
        }
        if (state.paused()) {
          waits.add("somebody to resume it: %s paused it".formatted(state.pausedBy()));
        }
      }
      case PLANNED, REPLANNING, BACK, STOPPING, ENDED -> {}
    }
    for (Step step : state.graph().steps()) {
      StepProgress progress = told.get(step.name());
      if (progress != null && isAtWork(step) && !progress.getWaitingFor().isEmpty()) {
        waits.add("step %s: %s".formatted(step.name(), progress.getWaitingFor()));
      }
    }
    return String.join("; ", waits);
  }

  private boolean isAtWork(Step step) {
    return switch (state.condition(step)) {
      case RUNNING, STOPPING, TAKING_BACK -> true;
      case WAITING, AT_GATE, DONE, UNDONE, STUCK -> false;
    };
  }

  /** Its steps are counted as stages. */
  Progress progress() {
    List<String> atWork =
        plan.graph().steps().stream().filter(this::isAtWork).map(Step::name).toList();
    long begun = state.standings().values().stream().filter(StepsView::isBegun).count();
    return Progress.newBuilder()
        .setStage((int) begun)
        .setStages(plan.steps().size())
        .setStageTitle(String.join(", ", atWork))
        .setTargets(plan.targets())
        .setTargetsChanged(plan.steps().stream().mapToInt(this::changed).sum())
        .setTargetsAtRisk(
            told.entrySet().stream()
                .filter(one -> isAtWork(state.graph().step(one.getKey())))
                .mapToInt(one -> one.getValue().getProgress().getTargetsAtRisk())
                .sum())
        .build();
  }

  private static boolean isBegun(Standing standing) {
    return standing.condition() != Condition.WAITING && standing.condition() != Condition.AT_GATE;
  }

  private int changed(PlannedStep step) {
    if (state.condition(step.step()) == Condition.DONE) {
      return step.plan().targets();
    }
    StepProgress progress = told.get(step.name());
    return progress != null && isAtWork(step.step())
        ? progress.getProgress().getTargetsChanged()
        : 0;
  }

  List<StepStatus> steps() {
    return state.graph().steps().stream().map(this::status).toList();
  }

  private StepStatus status(Step step) {
    Standing standing = state.standing(step.name());
    StepStatus.Builder status =
        StepStatus.newBuilder()
            .setName(step.name())
            .setState(shown(standing.condition()))
            .setReason(standing.reason());
    if (isBegun(standing)) {
      status.setChange("changes/" + changeOf(step, standing));
    }
    StepProgress progress = told.get(step.name());
    if (progress != null && isAtWork(step)) {
      status
          .setPhase(progress.getPhase())
          .setWaitingFor(progress.getWaitingFor())
          .setProgress(progress.getProgress());
    }
    return status.build();
  }

  private String changeOf(Step step, Standing standing) {
    return standing.round() == 0
        ? StepNames.of(input.getChangeId(), step.name())
        : StepNames.back(input.getChangeId(), step.name(), standing.round());
  }

  private static StepState shown(Condition condition) {
    return switch (condition) {
      case WAITING -> StepState.STEP_WAITING;
      case AT_GATE -> StepState.STEP_AT_GATE;
      case RUNNING -> StepState.STEP_RUNNING;
      case DONE -> StepState.STEP_DONE;
      case STOPPING -> StepState.STEP_STOPPING;
      case UNDONE -> StepState.STEP_UNDONE;
      case TAKING_BACK -> StepState.STEP_TAKING_BACK;
      case STUCK -> StepState.STEP_STUCK;
    };
  }

  /** Only what would be accepted now. */
  List<Ways.Way> ways() {
    List<Ways.Way> ways = new ArrayList<>();
    String id = input.getChangeId();
    for (Step step : state.in(Condition.AT_GATE)) {
      if (fits(new StepsSignal.Approve(ACTOR, "", step.name()))) {
        ways.add(
            new Ways.Way(
                "sluice approve %s --step %s --reason WHY".formatted(id, step.name()),
                "lets step %s begin".formatted(step.name())));
      }
    }
    if (state.mode() == StepsState.Mode.AWAITING_APPROVAL) {
      ways.add(new Ways.Way("sluice approve %s --reason WHY".formatted(id), "lets it begin"));
    }
    if (fits(new StepsSignal.Pause(ACTOR, ""))) {
      ways.add(
          new Ways.Way(
              "sluice pause %s --reason WHY".formatted(id),
              "stops after the batch in hand, begins no other step"));
    }
    if (fits(new StepsSignal.Resume(ACTOR, ""))) {
      ways.add(
          new Ways.Way(
              "sluice resume %s --reason WHY".formatted(id),
              state.paused() ? "lets it go on" : "tries again what is stuck"));
    }
    if (fits(new StepsSignal.Abort(ACTOR, "", false))) {
      ways.add(
          new Ways.Way(
              "sluice abort %s --reason WHY".formatted(id), "takes back what its steps did"));
      ways.add(
          new Ways.Way(
              "sluice abort %s --reason WHY --hold".formatted(id),
              "ends it, leaves all as it is now"));
    }
    return ways;
  }

  private boolean fits(StepsSignal.Steering steering) {
    return Steps.refusal(state, steering).isEmpty();
  }
}
