package dev.sluice.inspection.detector;

import dev.sluice.inspection.series.BinnedSeries;
import dev.sluice.inspection.series.BinnedSeries.Point;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * The level of each target before the change.
 *
 * @param own levels of the targets that have a past
 * @param typical mean level of the unchanged targets, for a target without a past
 * @param spread variance between the unchanged targets' levels
 */
record Offsets(Map<String, Double> own, double typical, double spread) {
  private static final int FEWEST = 3;

  static Offsets of(Groups groups, boolean weighted) {
    var own = new HashMap<String, Double>();
    groups.treatment().forEach(series -> add(own, series, weighted));
    groups.control().forEach(series -> add(own, series, weighted));
    double[] peers =
        groups.control().stream()
            .map(series -> own.get(series.target()))
            .filter(level -> level != null)
            .mapToDouble(Double::doubleValue)
            .toArray();
    return new Offsets(own, Moments.mean(peers), Moments.variance(peers));
  }

  double of(BinnedSeries series) {
    return own.getOrDefault(series.target(), typical);
  }

  boolean hasPast(BinnedSeries series) {
    return own.containsKey(series.target());
  }

  private static void add(Map<String, Double> own, BinnedSeries series, boolean weighted) {
    Collection<Point> points = series.before().values();
    if (points.size() < FEWEST) {
      return;
    }
    double sum = 0;
    double weight = 0;
    for (Point point : points) {
      double share = weighted ? point.weight() : 1;
      sum += point.value() * share;
      weight += share;
    }
    own.put(series.target(), sum / weight);
  }
}
