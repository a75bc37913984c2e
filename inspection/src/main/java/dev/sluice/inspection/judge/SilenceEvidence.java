package dev.sluice.inspection.judge;

import dev.sluice.domain.inspection.Evidence;
import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.inspection.Verdict;
import dev.sluice.inspection.detector.Silence;
import dev.sluice.inspection.series.ChangeWindow;

/** Tells a silence as evidence. */
final class SilenceEvidence {
  private static final int MOST_NAMED = 20;

  private SilenceEvidence() {}

  static Finding finding(MetricSpec metric, Silence silence, ChangeWindow window) {
    double missed = silence.length().toNanos() / (double) window.interval().toNanos();
    int allowed = (int) Math.ceil(Math.max(3, 2e9 / window.interval().toNanos()));
    var evidence =
        new Evidence(
            metric.name(),
            metric.role(),
            Verdict.FAIL,
            "whether changed targets report at all, beside unchanged ones",
            silence.silent().stream().limit(MOST_NAMED).toList(),
            silence.reporting(),
            Double.NaN,
            Double.NaN,
            null,
            missed,
            allowed - 1e-9,
            0,
            silence.reporting(),
            summary(silence));
    return new Finding(evidence, silence.onset(), false);
  }

  private static String summary(Silence silence) {
    int silent = silence.silent().size();
    String who =
        silent == silence.changed()
            ? "No target among the %d changed has".formatted(silence.changed())
            : "%s of the %d changed targets %s not"
                .formatted(
                    Figures.names(silence.silent()),
                    silence.changed(),
                    silent == 1 ? "has" : "have");
    return "%s reported for %s while %d unchanged %s."
        .formatted(
            who,
            Figures.duration(silence.length()),
            silence.reporting(),
            silence.reporting() == 1 ? "one reports" : "ones report");
  }
}
