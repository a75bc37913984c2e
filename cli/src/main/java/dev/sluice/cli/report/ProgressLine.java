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

  /**
   * The line redrawn while a change is watched: short, and without colours so that it can be cut.
   */
  public static String render(ChangeEvent newest, Instant now) {
    Progress progress = newest.getProgress();
    List<String> parts = new ArrayList<>();
    parts.add(PlanReport.bar(progress.getTargetsChanged(), progress.getTargets(), BAR_WIDTH));
    parts.add(Words.state(newest.getPhase(), newest.getOutcome(), Style.PLAIN));
    if (progress.hasBakeStartTime()) {
      parts.add(bake(progress, now));
    }
    parts.add("targets %d/%d".formatted(progress.getTargetsChanged(), progress.getTargets()));
    if (progress.getStage() > 0) {
      boolean steps = progress.getBatches() == 0;
      parts.add(
          "%s %d/%d"
              .formatted(steps ? "step" : "stage", progress.getStage(), progress.getStages()));
      if (!steps) {
        parts.add("batch %d/%d".formatted(progress.getBatch(), progress.getBatches()));
      }
    }
    if (progress.getTargetsAtRisk() > 0) {
      parts.add(progress.getTargetsAtRisk() + " at risk");
    }
    return String.join("  ", parts);
  }

  /** "stage 2 of 3 (25 %), batch 3 of 6, 4 of 12 targets changed, 2 at risk". */
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
      parts.add("baking " + bake(progress, now));
    }
    return String.join(", ", parts);
  }

  static String counts(Progress progress) {
    List<String> parts = new ArrayList<>();
    if (progress.getStage() > 0) {
      String title =
          progress.getStageTitle().isEmpty() ? "" : " (" + progress.getStageTitle() + ")";
      // A change over several sub-domains counts its steps, and no batches.
      boolean steps = progress.getBatches() == 0;
      parts.add(
          "%s %d of %d%s"
              .formatted(
                  steps ? "step" : "stage", progress.getStage(), progress.getStages(), title));
      if (!steps) {
        parts.add("batch %d of %d".formatted(progress.getBatch(), progress.getBatches()));
      }
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
    String line = "for " + Quantity.length(soFar.isNegative() ? Duration.ZERO : soFar);
    if (!progress.hasBakeDeadline()) {
      return line;
    }
    Duration atMost = Duration.between(start, Quantity.instant(progress.getBakeDeadline()));
    return line + " of at most " + Quantity.length(atMost);
  }
}
