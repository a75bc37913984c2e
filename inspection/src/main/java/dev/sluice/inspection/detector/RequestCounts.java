package dev.sluice.inspection.detector;

import dev.sluice.inspection.series.BinnedSeries;
import dev.sluice.inspection.series.BinnedSeries.Point;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Bad requests among all, from rates and their weights. */
final class RequestCounts {
  private static final int BLOCK = 4;
  private static final double FEWEST_BAD = 5;
  private static final double LARGEST_OVERDISPERSION = 5;

  private RequestCounts() {}

  /** A number of bad requests among all. */
  record Count(double bad, double requests) {
    double rate() {
      return bad / requests;
    }

    Count thinned(double factor) {
      return new Count(bad / factor, requests / factor);
    }

    /** Of the rate, never zero: none of few doesn't mean none at all. */
    double variance() {
      double rate = (bad + 0.5) / (requests + 1);
      return rate * (1 - rate) / (requests + 1);
    }

    double wilsonHigh(double quantile) {
      double square = quantile * quantile;
      double centre = bad + square / 2;
      double spread =
          quantile * Math.sqrt(Math.max(0, bad * (requests - bad) / requests) + square / 4);
      return Math.min(1, (centre + spread) / (requests + square));
    }
  }

  static Count before(List<BinnedSeries> group) {
    return group.stream()
        .map(series -> count(series.before().values()))
        .reduce(new Count(0, 0), RequestCounts::sum);
  }

  static Count since(List<BinnedSeries> group) {
    return group.stream()
        .map(series -> count(series.since().values()))
        .reduce(new Count(0, 0), RequestCounts::sum);
  }

  static List<Point> inOrder(List<BinnedSeries> group) {
    return group.stream()
        .flatMap(series -> series.since().values().stream())
        .sorted(Comparator.comparing(Point::time))
        .toList();
  }

  /**
   * How much more the counts of short stretches scatter than independent requests would, 1 to 5;
   * from all that the change can't have touched.
   */
  static double overdispersion(Groups groups) {
    var windows = new ArrayList<Collection<Point>>();
    groups.treatment().forEach(series -> windows.add(series.before().values()));
    groups.control().forEach(series -> windows.add(series.before().values()));
    groups.control().forEach(series -> windows.add(series.since().values()));
    double bad = 0;
    double excess = 0;
    int degrees = 0;
    for (Collection<Point> window : windows) {
      Count all = count(window);
      double rate = (all.bad() + 0.5) / (all.requests() + 1);
      List<Point> points = List.copyOf(window);
      for (int i = 0; i + BLOCK <= points.size(); i += BLOCK) {
        Count block = count(points.subList(i, i + BLOCK));
        double gap = block.bad() - rate * block.requests();
        excess += gap * gap / (rate * (1 - rate) * block.requests());
        degrees++;
      }
      degrees--;
      bad += all.bad();
    }
    return bad < FEWEST_BAD || degrees < 2
        ? 1
        : Math.clamp(excess / degrees, 1, LARGEST_OVERDISPERSION);
  }

  private static Count count(Collection<Point> points) {
    double bad = 0;
    double requests = 0;
    for (Point point : points) {
      bad += Math.clamp(point.value(), 0, 1) * point.weight();
      requests += point.weight();
    }
    return new Count(bad, requests);
  }

  private static Count sum(Count one, Count other) {
    return new Count(one.bad() + other.bad(), one.requests() + other.requests());
  }
}
