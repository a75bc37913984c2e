package dev.sluice.inspection.histogram;

import dev.sluice.inspection.series.HistogramSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** Chooses the bounds beyond which requests count as slow. */
final class Thresholds {
  private static final double[] WANTED = {0.5, 0.1, 0.01};

  private final List<List<CountedBound>> targets;
  private final Duration interval;
  private final double effect;

  /**
   * @param all one for each target
   * @param effect relative, of a change that matters
   */
  Thresholds(List<HistogramSeries> all, Duration interval, Instant changeStart, double effect) {
    targets = all.stream().map(series -> CountedBound.all(series, interval, changeStart)).toList();
    this.interval = interval;
    this.effect = effect;
  }

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

    /** How far the share is from another one, by their log odds, so that the tail counts too. */
    private double distance(double wanted) {
      double smoothed = (slow + 0.5) / (requests + 1);
      return Math.abs(logOdds(smoothed) - logOdds(wanted));
    }

    private static double logOdds(double share) {
      return Math.log(share / (1 - share));
    }
  }

  /**
   * At most three, from the smallest bound to the largest. None where targets have other bounds
   * than each other, or than before, and those that all have would show no change that matters.
   */
  List<Threshold> chosen() {
    List<Threshold> common = chosen(this::isUsedByAll);
    return common.equals(wanted()) || common.stream().anyMatch(this::tells) ? common : List.of();
  }

  /** Those that would be chosen if every target had every bound. */
  List<Threshold> wanted() {
    return chosen(_ -> true);
  }

  private boolean tells(Threshold threshold) {
    return ShareGrowth.isSeen(threshold.share(), effect);
  }

  private List<Threshold> chosen(Predicate<Double> usable) {
    List<Threshold> candidates =
        bounds().stream()
            .filter(usable)
            .map(this::pooled)
            // Where every request is slower, none more can be.
            .filter(candidate -> candidate.slow() < candidate.requests())
            .toList();
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

  private List<Double> bounds() {
    return targets.stream()
        .flatMap(List::stream)
        .map(CountedBound::bound)
        .distinct()
        .sorted()
        .toList();
  }

  private Threshold pooled(double bound) {
    double slow = 0;
    double requests = 0;
    for (List<CountedBound> target : targets) {
      for (CountedBound counted : target) {
        slow += counted.bound() == bound ? counted.slow() : 0;
        requests += counted.bound() == bound ? counted.requests() : 0;
      }
    }
    return new Threshold(bound, slow, requests);
  }

  private boolean isUsedByAll(double bound) {
    return targets.stream().allMatch(target -> isUsed(target, bound));
  }

  /** Those that count nothing have no other bounds either. */
  private boolean isUsed(List<CountedBound> target, double bound) {
    return !CountedBound.any(target)
        || target.stream().anyMatch(each -> each.bound() == bound && each.isUsed(target, interval));
  }
}
