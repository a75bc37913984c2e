package dev.sluice.inspection.stream;

import dev.sluice.inspection.series.TargetSeries;
import dev.sluice.inspection.series.TargetSeries.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings samples, which come at any time, into even intervals. Samples of one target in one
 * interval are averaged by their weight, the same instant counts once, and what is no finite number
 * or has no weight counts as missing.
 *
 * @param origin where the first interval begins
 * @param interval length of each
 * @param count how many
 */
record Intervals(Instant origin, Duration interval, int count) {

  /**
   * Values and weights by target and interval; a value is NaN, and its weight 0, where there is no
   * sample.
   */
  record Filled(List<double[]> values, List<double[]> weights) {}

  /**
   * @param names the targets wanted, in this order; one that has no series has no samples
   */
  Filled fill(List<String> names, List<TargetSeries> series) {
    Map<String, TargetSeries> byName = new HashMap<>();
    series.forEach(one -> byName.putIfAbsent(one.target(), one));
    List<double[]> values = new ArrayList<>();
    List<double[]> weights = new ArrayList<>();
    for (String name : names) {
      double[] sums = new double[count];
      double[] requests = new double[count];
      add(byName.get(name), sums, requests);
      Arrays.setAll(sums, i -> requests[i] > 0 ? sums[i] / requests[i] : Double.NaN);
      values.add(sums);
      weights.add(requests);
    }
    return new Filled(values, weights);
  }

  private void add(@Nullable TargetSeries series, double[] sums, double[] weights) {
    if (series == null) {
      return;
    }
    Set<Instant> seen = new HashSet<>();
    for (Sample sample : series.samples()) {
      long index = index(sample.time());
      if (index >= 0 && index < count && isUsable(sample) && seen.add(sample.time())) {
        sums[(int) index] += sample.value() * sample.weight();
        weights[(int) index] += sample.weight();
      }
    }
  }

  private static boolean isUsable(Sample sample) {
    return Double.isFinite(sample.value())
        && Double.isFinite(sample.weight())
        && sample.weight() > 0;
  }

  private long index(Instant time) {
    Duration since = Duration.between(origin, time);
    long whole = since.dividedBy(interval);
    return since.isNegative() && !interval.multipliedBy(whole).equals(since) ? whole - 1 : whole;
  }
}
