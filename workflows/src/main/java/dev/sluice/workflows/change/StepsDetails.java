package dev.sluice.workflows.change;

import dev.sluice.proto.history.v1.StepProgress;
import dev.sluice.proto.v1.Phase;
import dev.sluice.proto.v1.Plan;
import dev.sluice.proto.v1.PlannedStep;
import dev.sluice.proto.v1.Progress;
import dev.sluice.proto.v1.StepStatus;
import java.util.List;
import java.util.Locale;

/** What the Temporal UI shows of the steps of a change over several sub-domains. */
final class StepsDetails {
  private StepsDetails() {}

  /** A table of where they stand. */
  static void steps(Markdown text, List<StepStatus> steps) {
    text.section("Steps");
    List<String> head = List.of("step", "is", "its own change", "more");
    text.row(head).underHead(head.size());
    for (StepStatus step : steps) {
      text.row(
          List.of(
              step.getName(),
              words(step.getState().name().replace("STEP_", "")),
              step.getChange().isEmpty() ? "–" : step.getChange().replace("changes/", ""),
              more(step)));
    }
  }

  private static String more(StepStatus step) {
    if (!step.getReason().isEmpty()) {
      return step.getReason();
    }
    return step.getPhase() == Phase.PHASE_UNSPECIFIED
        ? ""
        : said(step.getPhase(), step.getProgress(), step.getWaitingFor());
  }

  /** What somebody who has to approve wants to know. */
  static void plan(Markdown text, Plan plan) {
    text.section("What it will do");
    for (PlannedStep step : plan.getStepsList()) {
      text.item(
          "%s%s: %s"
              .formatted(
                  step.getName(),
                  step.getAfterCount() == 0
                      ? ""
                      : " (after %s)".formatted(String.join(", ", step.getAfterList())),
                  step.getPlan().getTitle()));
    }
    text.section("Its way back, in this order");
    plan.getWayBackList().forEach(text::item);
    text.section("Why it is controlled like this");
    plan.getReasonsList().forEach(text::item);
  }

  /** One line for people: what a step does now. */
  static String line(StepProgress step) {
    return "step %s: %s"
        .formatted(step.getStep(), said(step.getPhase(), step.getProgress(), step.getWaitingFor()));
  }

  private static String said(Phase phase, Progress progress, String waitingFor) {
    String stage =
        progress.getStage() == 0
            ? ""
            : ", stage %d of %d (%s)"
                .formatted(progress.getStage(), progress.getStages(), progress.getStageTitle());
    String waits = waitingFor.isEmpty() ? "" : ", waits for " + waitingFor;
    return words(phase.name()) + stage + waits;
  }

  private static String words(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
