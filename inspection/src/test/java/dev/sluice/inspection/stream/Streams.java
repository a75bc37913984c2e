package dev.sluice.inspection.stream;

import dev.sluice.domain.inspection.MetricSpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Streams over made series: the first target is changed, the others are not. */
final class Streams {
  private Streams() {}

  static MetricSpec metric(MetricSpec.Kind kind, MetricSpec.BadDirection bad) {
    return new MetricSpec("m", kind, bad, MetricSpec.Role.DECIDING, "m", 0);
  }

  static MetricPast past(MetricSpec metric, List<double[]> all, int before) {
    List<double[]> past = all.stream().map(series -> Arrays.copyOf(series, before)).toList();
    return MetricPast.of(
        metric,
        all.getFirst().length - before,
        Duration.ofMinutes(5),
        past.subList(0, 1),
        past.subList(1, past.size()));
  }

  static MetricStream stream(MetricSpec metric, List<double[]> all, int before) {
    return MetricStream.of(past(metric, all, before), JudgeSettings.DEFAULT);
  }

  static void take(MetricStream stream, List<double[]> all, int from, int to) {
    for (int t = from; t < to; t++) {
      int at = t;
      stream.take(
          new double[] {all.getFirst()[at]},
          all.stream().skip(1).mapToDouble(series -> series[at]).toArray());
    }
  }

  static double score(MetricSpec metric, List<double[]> all, int before) {
    return score(metric, all, before, 1);
  }

  /** The score at the end of the bake, every value taken times a factor. */
  static double score(MetricSpec metric, List<double[]> all, int before, double factor) {
    List<double[]> scaled =
        all.stream().map(series -> Arrays.stream(series).map(v -> v * factor).toArray()).toList();
    MetricStream stream = stream(metric, scaled, before);
    take(stream, scaled, before, scaled.getFirst().length);
    return stream.score();
  }
}
