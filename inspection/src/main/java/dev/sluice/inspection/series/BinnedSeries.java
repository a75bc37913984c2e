package dev.sluice.inspection.series;

import java.time.Instant;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;

/**
 * The usable samples of one target, each in the interval it falls into.
 *
 * @param target the target's name
 * @param before intervals before the change, numbered up to -1
 * @param since intervals since the target settled, numbered from 0
 */
public record BinnedSeries(
    String target, NavigableMap<Long, Point> before, NavigableMap<Long, Point> since) {
  public BinnedSeries {
    before = Collections.unmodifiableNavigableMap(before);
    since = Collections.unmodifiableNavigableMap(since);
  }

  /**
   * What was measured in one interval.
   *
   * @param time of the sample
   * @param value finite
   * @param weight requests behind it, above 0
   */
  public record Point(Instant time, double value, double weight) {}

  /** The same series with other values; where the result isn't finite, the sample is left out. */
  public BinnedSeries map(DoubleUnaryOperator value) {
    return new BinnedSeries(target, mapped(before, value), mapped(since, value));
  }

  private static NavigableMap<Long, Point> mapped(
      NavigableMap<Long, Point> points, DoubleUnaryOperator value) {
    var result = new TreeMap<Long, Point>();
    points.forEach((bin, point) -> {
      double other = value.applyAsDouble(point.value());
      if (Double.isFinite(other)) {
        result.put(bin, new Point(point.time(), other, point.weight()));
      }
    });
    return result;
  }
}
