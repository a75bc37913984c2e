package dev.sluice.inspection.series;

import java.time.Instant;
import java.util.List;

/**
 * The samples of one metric on one target, in order of time.
 *
 * @param target the target's name
 * @param samples may have gaps, never two at the same instant
 */
public record TargetSeries(String target, List<Sample> samples) {
  public TargetSeries {
    samples = List.copyOf(samples);
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
