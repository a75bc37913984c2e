package dev.sluice.cli.report;

import dev.sluice.cli.terminal.Style;
import dev.sluice.proto.v1.ChangeEvent;
import dev.sluice.proto.v1.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How far a change has come, on one line. */
public final class ProgressLine {
  private static final int BAR_WIDTH = 20;

  private ProgressLine() {}

  /** The line that is redrawn while a change is watched; without colours, so that it can be cut. */
  public static String render(ChangeEvent newest, Instant now) {
    Progress progress = newest.getProgress();
    return "%s %s  %s"
        .formatted(
            PlanReport.bar(progress.getTargetsChanged(), progress.getTargets(), BAR_WIDTH),
            Words.state(newest.getPhase(), newest.getOutcome(), Style.PLAIN),
            of(progress, now));
  }

  /**
   * "stage 2 of 3 (25 %), batch 3 of 6, 4 of 12 targets changed, 2 at risk, baking for 3m of at
   * most 30m".
   */
  static String of(Progress progress, Instant now) {
    List<String> parts = new ArrayList<>();
    parts.add(counts(progress));
    if (progress.getTargetsAtRisk() > 0) {
      parts.add(progress.getTargetsAtRisk() + " at risk");
    }
    if (progress.getTargetsReverted() > 0) {
      parts.add(progress.getTargetsReverted() + " reverted");
    }
    if (progress.hasBakeStartTime()) {
      parts.add(bake(progress, now));
    }
    return String.join(", ", parts);
  }

  static String counts(Progress progress) {
    List<String> parts = new ArrayList<>();
    if (progress.getStage() > 0) {
      String title =
          progress.getStageTitle().isEmpty() ? "" : " (" + progress.getStageTitle() + ")";
      parts.add("stage %d of %d%s".formatted(progress.getStage(), progress.getStages(), title));
      parts.add("batch %d of %d".formatted(progress.getBatch(), progress.getBatches()));
    }
    parts.add(
        "%d of %s changed"
            .formatted(
                progress.getTargetsChanged(), Quantity.count(progress.getTargets(), "target")));
    return String.join(", ", parts);
  }

  private static String bake(Progress progress, Instant now) {
    Instant start = Quantity.instant(progress.getBakeStartTime());
    Duration soFar = Duration.between(start, now);
    String line = "baking for " + Quantity.length(soFar.isNegative() ? Duration.ZERO : soFar);
    if (!progress.hasBakeDeadline()) {
      return line;
    }
    Duration atMost = Duration.between(start, Quantity.instant(progress.getBakeDeadline()));
    return line + " of at most " + Quantity.length(atMost);
  }
}
