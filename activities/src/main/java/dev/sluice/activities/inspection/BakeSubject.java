package dev.sluice.activities.inspection;

import dev.sluice.domain.inspection.InspectionSpec;
import dev.sluice.inspection.stream.BakePlan;
import dev.sluice.inspection.stream.JudgeSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a bake is to find out.
 *
 * @param spec which metrics, and how strictly
 * @param batches of the change, which share its alpha, at least 1
 * @param changeStart when the first watched target began to change
 * @param changeEnd when the last of them ran the new state
 * @param maximum how long the bake may last
 * @param sampling time between two samples
 */
record BakeSubject(
    InspectionSpec spec,
    int batches,
    Instant changeStart,
    Instant changeEnd,
    Duration maximum,
    Duration sampling) {

  /** The comparison of these targets. */
  BakePlan plan(List<String> treatment, List<String> control) {
    return new BakePlan(
        spec.metrics(),
        treatment,
        control,
        spec.before(),
        changeStart,
        changeEnd,
        maximum,
        sampling);
  }

  /** A harmless change is failed by any of its batches as seldom as alpha says (Bonferroni). */
  JudgeSettings settings() {
    return JudgeSettings.DEFAULT.withAlpha(spec.alpha() / Math.max(1, batches));
  }
}
