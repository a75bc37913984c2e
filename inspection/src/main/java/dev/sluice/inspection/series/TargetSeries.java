package dev.sluice.inspection.series;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The samples of one metric on one target, in order of time.
 *
 * @param target the target's name
 * @param samples may have gaps, never two at the same instant; none where it is a histogram
 * @param histogram what was counted, where the metric is a histogram; else null
 */
public record TargetSeries(
    String target, List<Sample> samples, @Nullable HistogramSeries histogram) {
  public TargetSeries {
    samples = List.copyOf(samples);
  }

  /** Measured values. */
  public TargetSeries(String target, List<Sample> samples) {
    this(target, samples, null);
  }

  /** Whether nothing was measured at all. */
  public boolean isEmpty() {
    return samples.isEmpty() && (histogram == null || histogram.size() == 0);
  }

  /**
   * One measured value.
   *
   * @param time when it was measured, or the end of the interval it covers
   * @param value in the metric's unit: seconds, a rate in 0 to 1, bytes
   * @param weight number of requests behind it, 1 where that is unknown or has no meaning
   */
  public record Sample(Instant time, double value, double weight) {}
}
