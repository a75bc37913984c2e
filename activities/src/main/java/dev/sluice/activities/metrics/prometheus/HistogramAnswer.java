package dev.sluice.activities.metrics.prometheus;

import dev.sluice.activities.metrics.prometheus.RangeAnswer.AmbiguousTargetException;
import dev.sluice.activities.metrics.prometheus.RangeAnswer.UnreadableException;
import dev.sluice.inspection.series.HistogramSeries;
import dev.sluice.inspection.series.TargetSeries;
import dev.sluice.inspection.series.TargetSeries.Sample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** The buckets of classic histograms in an answer: one series for each target and bound. */
final class HistogramAnswer {
  private static final String BOUND = "le";
  private static final int MOST_BUCKETS = 500;

  private HistogramAnswer() {}

  static Map<String, TargetSeries> read(JsonNode result, String label)
      throws AmbiguousTargetException, UnreadableException {
    Map<String, SortedMap<Double, List<Sample>>> buckets = new LinkedHashMap<>();
    for (JsonNode one : result) {
      String target = RangeAnswer.label(one, label, label + ", " + BOUND);
      double bound = bound(RangeAnswer.label(one, BOUND, label + ", " + BOUND));
      SortedMap<Double, List<Sample>> ofTarget =
          buckets.computeIfAbsent(target, _ -> new TreeMap<>());
      // One bound may be written in two ways, such as 1 and 1.0 by an old and a new library.
      ofTarget
          .computeIfAbsent(bound, _ -> new ArrayList<>())
          .addAll(RangeAnswer.samples(one.path("values")));
      if (ofTarget.size() > MOST_BUCKETS) {
        throw new UnreadableException(
            "target %s has more than %d buckets".formatted(target, MOST_BUCKETS));
      }
    }
    Map<String, TargetSeries> series = new LinkedHashMap<>();
    for (Map.Entry<String, SortedMap<Double, List<Sample>>> each : buckets.entrySet()) {
      series.put(
          each.getKey(),
          new TargetSeries(each.getKey(), List.of(), histogram(each.getKey(), each.getValue())));
    }
    return series;
  }

  private static double bound(String text) throws UnreadableException {
    if (text.equals("+Inf")) {
      return Double.POSITIVE_INFINITY;
    }
    try {
      double bound = Double.parseDouble(text);
      if (Double.isFinite(bound)) {
        return bound;
      }
    } catch (NumberFormatException _) {
      // Said below.
    }
    throw new UnreadableException("label le is no upper bound: " + text);
  }

  private static HistogramSeries histogram(String target, SortedMap<Double, List<Sample>> buckets)
      throws AmbiguousTargetException {
    SortedSet<Instant> times = new TreeSet<>();
    buckets.values().forEach(samples -> samples.forEach(sample -> times.add(sample.time())));
    Map<Instant, Integer> rows = new LinkedHashMap<>();
    times.forEach(time -> rows.put(time, rows.size()));
    double[][] counts = new double[times.size()][buckets.size()];
    for (double[] row : counts) {
      Arrays.fill(row, Double.NaN);
    }
    int column = 0;
    for (List<Sample> samples : buckets.values()) {
      for (Sample sample : samples) {
        double[] row = counts[rows.getOrDefault(sample.time(), 0)];
        if (!Double.isNaN(row[column])) {
          throw new AmbiguousTargetException(target);
        }
        row[column] = sample.value();
      }
      column++;
    }
    return new HistogramSeries(
        buckets.keySet().stream().mapToDouble(Double::doubleValue).toArray(),
        List.copyOf(times),
        counts);
  }
}
