package dev.sluice.cli.report;

import dev.sluice.cli.terminal.Style;
import dev.sluice.cli.terminal.Table;
import dev.sluice.proto.v1.Batch;
import dev.sluice.proto.v1.Phase;
import dev.sluice.proto.v1.Plan;
import dev.sluice.proto.v1.PlannedStep;
import dev.sluice.proto.v1.Stage;
import dev.sluice.proto.v1.StepState;
import dev.sluice.proto.v1.StepStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The steps of a change over several sub-domains as text. */
final class StepsReport {
  private StepsReport() {}

  /** The steps in the order in which they can be done, each with its own plan, and the way back. */
  static String plan(Plan plan, Style style) {
    Table table = Table.of(">STEP", "NAME", "AFTER", "CHANGES", ">TARGETS", "STAGES", "WAY BACK");
    int number = 0;
    for (PlannedStep step : plan.getStepsList()) {
      number++;
      table.row(
          String.valueOf(number),
          step.getName(),
          String.join(", ", step.getAfterList()),
          "%s: %s".formatted(step.getPlan().getSubDomain(), step.getPlan().getTitle()),
          String.valueOf(step.getPlan().getTargets()),
          stages(step.getPlan()),
          wayBack(step, style));
    }
    Facts facts = new Facts(style);
    PlanReport.addApprovals(facts, plan);
    facts.addAll("way back", plan.getWayBackList());
    return table.render(style, "  ") + "\n\n" + facts.render();
  }

  /** "1, then 2 + 2": batches of a stage, then those of the next. */
  private static String stages(Plan plan) {
    List<String> stages = new ArrayList<>();
    for (Stage stage : plan.getStagesList()) {
      List<Batch> batches = stage.getBatchesList();
      stages.add(PlanReport.batches(batches));
    }
    return String.join(", then ", stages);
  }

  private static String wayBack(PlannedStep step, Style style) {
    if (!step.getIrreversible().isEmpty()) {
      return style.bad("none: waits for approval");
    }
    return step.getKeep() ? "stays" : "yes";
  }

  /** Where each step stands. */
  static String standings(List<StepStatus> steps, Style style) {
    Table table = Table.of("STEP", "STATE", "CHANGE", "WHY");
    for (StepStatus step : steps) {
      table.row(step.getName(), state(step.getState(), style), step.getChange(), why(step));
    }
    return table.render(style, "  ");
  }

  private static String state(StepState state, Style style) {
    String words = state.name().replace("STEP_", "").replace('_', ' ').toLowerCase(Locale.ROOT);
    return switch (state) {
      case STEP_DONE -> style.good(words);
      case STEP_STUCK -> style.bad(words);
      case STEP_AT_GATE, STEP_UNDONE, STEP_TAKING_BACK, STEP_STOPPING -> style.doubtful(words);
      case STEP_WAITING, STEP_RUNNING, STEP_STATE_UNSPECIFIED, UNRECOGNIZED -> words;
    };
  }

  private static String why(StepStatus step) {
    List<String> parts = new ArrayList<>();
    if (!step.getReason().isEmpty()) {
      parts.add(step.getReason());
    }
    if (step.getPhase() != Phase.PHASE_UNSPECIFIED) {
      parts.add(step.getPhase().name().toLowerCase(Locale.ROOT).replace('_', ' '));
      parts.add(ProgressLine.counts(step.getProgress()));
    }
    if (!step.getWaitingFor().isEmpty()) {
      parts.add("waits for " + step.getWaitingFor());
    }
    return String.join(", ", parts);
  }
}
