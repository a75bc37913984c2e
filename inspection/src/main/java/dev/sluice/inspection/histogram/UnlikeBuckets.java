package dev.sluice.inspection.histogram;

import dev.sluice.domain.inspection.MetricFigures;
import dev.sluice.inspection.series.Comparison;
import dev.sluice.inspection.series.HistogramSeries;
import dev.sluice.inspection.series.TargetSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a histogram can't be judged: a target counts by other bounds than those that told of the
 * latency before the change, and the bounds in common would show no change that matters.
 *
 * @param target the first such target
 * @param bounds by which it counts now, in seconds
 * @param wanted those that would tell most
 */
public record UnlikeBuckets(String target, List<Double> bounds, List<Double> wanted) {
  public UnlikeBuckets {
    bounds = List.copyOf(bounds);
    wanted = List.copyOf(wanted);
  }

  /**
   * @param measured histograms of which {@link SlowShare#of} chose nothing
   * @return null where buckets are not the reason
   */
  public static @Nullable UnlikeBuckets of(
      Comparison measured, Duration interval, Instant changeStart) {
    List<Double> wanted =
        SlowShare.thresholds(measured, interval, changeStart).wanted().stream()
            .map(Thresholds.Threshold::bound)
            .toList();
    for (TargetSeries series : SlowShare.targets(measured)) {
      HistogramSeries histogram = series.histogram();
      if (histogram != null) {
        List<CountedBound> all = CountedBound.all(histogram, interval, changeStart);
        List<Double> used =
            all.stream()
                .filter(each -> each.isStillUsed(all, interval))
                .map(CountedBound::bound)
                .toList();
        if (CountedBound.any(all) && !used.containsAll(wanted)) {
          return new UnlikeBuckets(series.target(), used, wanted);
        }
      }
    }
    return null;
  }

  /** What is in the way, and what to do. */
  public String words() {
    return "%s counts by the bounds %s, and those that all targets count by show no change that matters."
            .formatted(target, words(bounds))
        + " Keep buckets alike from version to version: let every target count by %s."
            .formatted(words(wanted));
  }

  private static String words(List<Double> bounds) {
    return MetricFigures.names(bounds.stream().map(SlowShare::figure).toList());
  }
}
