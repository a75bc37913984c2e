package dev.sluice.inspection.histogram;

import dev.sluice.inspection.series.HistogramSeries;
import dev.sluice.inspection.series.TargetSeries.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Chooses the bounds beyond which requests count as slow. */
final class Thresholds {
  private static final double[] WANTED = {0.5, 0.1, 0.01};

  /** A target has a bound where at least this share of its requests was counted by it. */
  private static final double HALF = 0.5;

  private Thresholds() {}

  /**
   * A bound and what was usual beyond it.
   *
   * @param bound in seconds
   * @param slow requests that were slower
   * @param requests all of them
   */
  record Threshold(double bound, double slow, double requests) {
    /** Share of requests that were slower, in 0 to 1. */
    double share() {
      return slow / requests;
    }

    private Threshold plus(Threshold other) {
      return new Threshold(bound, slow + other.slow, requests + other.requests);
    }

    /** How far the share is from another one, by their log odds, so that the tail counts too. */
    private double distance(double wanted) {
      double smoothed = (slow + 0.5) / (requests + 1);
      return Math.abs(logOdds(smoothed) - logOdds(wanted));
    }

    private static double logOdds(double share) {
      return Math.log(share / (1 - share));
    }
  }

  /** At most three, from the smallest bound to the largest. */
  static List<Threshold> of(List<HistogramSeries> all, Duration longestGap, Instant changeStart) {
    List<Threshold> candidates = candidates(all, longestGap, changeStart);
    List<Threshold> chosen = new ArrayList<>();
    for (double wanted : WANTED) {
      double beyond = chosen.isEmpty() ? Double.NEGATIVE_INFINITY : chosen.getLast().bound();
      candidates.stream()
          .filter(candidate -> candidate.bound() > beyond)
          .min(Comparator.comparingDouble(candidate -> candidate.distance(wanted)))
          .ifPresent(chosen::add);
    }
    return chosen;
  }

  private static List<Threshold> candidates(
      List<HistogramSeries> all, Duration longestGap, Instant changeStart) {
    List<Double> bounds =
        all.stream()
            .flatMapToDouble(series -> Arrays.stream(series.bounds()))
            .filter(Double::isFinite)
            .distinct()
            .sorted()
            .boxed()
            .toList();
    Threshold[][] counted = new Threshold[all.size()][bounds.size()];
    for (int j = 0; j < counted.length; j++) {
      for (int b = 0; b < counted[j].length; b++) {
        counted[j][b] = counted(all.get(j), bounds.get(b), longestGap, changeStart);
      }
    }
    List<Threshold> candidates = new ArrayList<>();
    for (int b = 0; b < bounds.size(); b++) {
      int bound = b;
      Threshold pooled =
          Arrays.stream(counted)
              .map(one -> one[bound])
              .reduce(new Threshold(bounds.get(b), 0, 0), Threshold::plus);
      // Where every request is slower, none more can be.
      if (pooled.slow() < pooled.requests()
          && Arrays.stream(counted).allMatch(one -> hasBound(one, bound))) {
        candidates.add(pooled);
      }
    }
    return candidates;
  }

  private static Threshold counted(
      HistogramSeries series, double bound, Duration longestGap, Instant changeStart) {
    double slow = 0;
    double requests = 0;
    for (Sample sample : SlowRequests.shares(series, bound, longestGap)) {
      if (sample.time().isBefore(changeStart)) {
        slow += sample.value() * sample.weight();
        requests += sample.weight();
      }
    }
    return new Threshold(bound, slow, requests);
  }

  /** Whether a target that counted anything counted by this bound most of the time. */
  private static boolean hasBound(Threshold[] target, int bound) {
    double most = Arrays.stream(target).mapToDouble(Threshold::requests).max().orElse(0);
    return target[bound].requests() >= HALF * most;
  }
}
