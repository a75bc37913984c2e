package dev.sluice.inspection.detector;

import dev.sluice.inspection.series.BinnedSeries;
import dev.sluice.inspection.series.BinnedSeries.Point;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Weighted values in order of time. */
final class Contrast {
  private final double[] values;
  private final double[] weights;
  private final List<Instant> times;

  private Contrast(double[] values, double[] weights, List<Instant> times) {
    this.values = values;
    this.weights = weights;
    this.times = times;
  }

  /**
   * Changed minus unchanged targets, interval by interval, each minus its own offset.
   *
   * @param before whether the time before the change is wanted, or that since
   * @param weighted whether requests weigh
   */
  static Contrast of(Groups groups, Offsets offsets, boolean before, boolean weighted) {
    NavigableMap<Long, Point> treated = mean(groups.treatment(), offsets, before, weighted);
    NavigableMap<Long, Point> unchanged = mean(groups.control(), offsets, before, weighted);
    var points = new ArrayList<Point>();
    treated.forEach((bin, point) -> {
      Point other = unchanged.get(bin);
      if (groups.control().isEmpty()) {
        points.add(point);
      } else if (other != null) {
        points.add(new Point(point.time(), point.value() - other.value(), point.weight()));
      }
    });
    return of(points);
  }

  static Contrast of(List<Point> points) {
    return new Contrast(
        points.stream().mapToDouble(Point::value).toArray(),
        points.stream().mapToDouble(Point::weight).toArray(),
        points.stream().map(Point::time).toList());
  }

  private static NavigableMap<Long, Point> mean(
      List<BinnedSeries> group, Offsets offsets, boolean before, boolean weighted) {
    var sums = new TreeMap<Long, Point>();
    for (BinnedSeries series : group) {
      double offset = offsets.of(series);
      (before ? series.before() : series.since())
          .forEach((bin, point) -> {
            double weight = weighted ? point.weight() : 1;
            var part = new Point(point.time(), (point.value() - offset) * weight, weight);
            sums.merge(bin, part, Contrast::sum);
          });
    }
    sums.replaceAll((_, sum) -> new Point(sum.time(), sum.value() / sum.weight(), sum.weight()));
    return sums;
  }

  private static Point sum(Point one, Point other) {
    return new Point(one.time(), one.value() + other.value(), one.weight() + other.weight());
  }

  int size() {
    return values.length;
  }

  double mean() {
    return mean(0, values.length);
  }

  /** Mean of {@code count} values from {@code first} on, 0 where there are none. */
  double mean(int first, int count) {
    double sum = 0;
    double weight = 0;
    for (int i = first; i < first + count; i++) {
      sum += values[i] * weights[i];
      weight += weights[i];
    }
    return weight > 0 ? sum / weight : 0;
  }

  /** Number of equally weighted values that would tell as much. */
  double effectiveSize() {
    double sum = 0;
    double squares = 0;
    for (double weight : weights) {
      sum += weight;
      squares += weight * weight;
    }
    return squares > 0 ? sum * sum / squares : 0;
  }

  /** Weighted sum of squares around the mean, as if all weights were 1. */
  double squares() {
    double mean = mean();
    double sum = 0;
    double weight = 0;
    for (int i = 0; i < values.length; i++) {
      sum += weights[i] * (values[i] - mean) * (values[i] - mean);
      weight += weights[i];
    }
    return weight > 0 ? sum / weight * values.length : 0;
  }

  /** By how much autocorrelation raises the variance of the mean, 1 to 9. */
  double inflation() {
    double mean = mean();
    double products = 0;
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      double residual = values[i] - mean;
      squares += residual * residual;
      products += i == 0 ? 0 : residual * (values[i - 1] - mean);
    }
    if (squares == 0) {
      return 1;
    }
    // The lag-1 estimate is biased downward by about 1/n.
    double lag = Math.clamp(products / squares + 1.0 / values.length, 0, 0.8);
    return (1 + lag) / (1 - lag);
  }

  /** First time since which the running mean minus {@code reference} stayed worse than the bar. */
  Instant onset(double reference, double bar, Worse worse) {
    int first = values.length - 1;
    while (first > 0 && worse.sign() * (mean(0, first) - reference) > bar) {
      first--;
    }
    return times.get(first);
  }
}
