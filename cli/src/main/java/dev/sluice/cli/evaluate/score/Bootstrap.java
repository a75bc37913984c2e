package dev.sluice.cli.evaluate.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Intervals by drawing sources again and again, because the cases of one source move together:
 * Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, percentile method.
 */
final class Bootstrap {
  private static final int DRAWS = 1_000;
  private static final double LOW = 0.025;
  private static final double HIGH = 0.975;

  private final List<Counts> draws = new ArrayList<>();

  Bootstrap(List<Scored> cases, RandomGenerator random) {
    Map<String, List<Scored>> bySource =
        cases.stream()
            .collect(
                Collectors.groupingBy(
                    one -> one.label().source(), TreeMap::new, Collectors.toList()));
    List<Counts> sources = bySource.values().stream().map(Counts::of).toList();
    for (int draw = 0; draw < DRAWS; draw++) {
      Counts sum = new Counts(0, 0, 0, 0);
      for (int i = 0; i < sources.size(); i++) {
        sum = sum.plus(sources.get(random.nextInt(sources.size())));
      }
      draws.add(sum);
    }
  }

  /** The figure of all cases with its 95 % interval; draws in which it has no value don't count. */
  Estimate estimate(Counts all, ToDoubleFunction<Counts> figure) {
    double[] drawn = draws.stream().mapToDouble(figure).filter(Double::isFinite).sorted().toArray();
    return new Estimate(figure.applyAsDouble(all), quantile(drawn, LOW), quantile(drawn, HIGH));
  }

  /** Between two values as a straight line; NaN of nothing. */
  static double quantile(double[] sorted, double share) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    double place = share * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  static double median(double[] values) {
    double[] finite = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
    return quantile(finite, 0.5);
  }
}
