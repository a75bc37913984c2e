package dev.sluice.inspection.detector;

import dev.sluice.domain.inspection.Evidence.EffectInterval;
import dev.sluice.inspection.sequential.NormalMixture;
import dev.sluice.inspection.series.BinnedSeries;
import dev.sluice.inspection.series.BinnedSeries.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares growth: how much more of its own level a changed target gains in 60 intervals than the
 * unchanged ones do. A fresh process has another level than an old one, so levels say nothing.
 *
 * <p>Slopes are medians of pairwise slopes (Theil and Sen). Their scatter is taken from the same
 * statistic where nothing was changed: on unchanged targets, and in stretches of the same length
 * before the change. The later half must grow as well, because a warm-up ends and a leak does not.
 */
public final class Growth implements Detector {
  private static final double HORIZON = 60;
  private static final int FEWEST = 8;
  private static final double TUNED_SAMPLES = 10;
  private static final double NINETY_PERCENT = 1.2816;
  private static final double SMALLEST_NOISE = 0.002;
  private static final int LONGEST = 120;

  private final Worse worse;
  private final double minimum;

  /**
   * Judges resources.
   *
   * @param minimum smallest share of its level, gained in 60 intervals, that matters; above 0
   */
  public Growth(Worse worse, double minimum) {
    this.worse = worse;
    this.minimum = minimum;
  }

  @Override
  public Outcome measure(Groups groups, double alpha) {
    List<Track> treated = tracks(groups.treatment());
    List<Track> unchanged = tracks(groups.control());
    if (treated.isEmpty()) {
      return new Outcome.Unknown(
          "too few samples since the change to see growth", startedLately(groups));
    }
    int length = treated.stream().mapToInt(Track::size).max().orElseThrow();
    double[] placebos = placebos(groups, unchanged, length);
    double usual = unchanged.isEmpty() ? pastGrowth(groups.treatment(), length) : median(unchanged);
    if (!Double.isFinite(usual)) {
      return new Outcome.Unknown("no growth to compare with: neither unchanged targets nor a past");
    }
    return harm(treated, usual, placebos, length, alpha);
  }

  private static boolean startedLately(Groups groups) {
    return groups.treatment().stream()
        .anyMatch(series -> !series.since().isEmpty() && series.since().lastKey() < 2 * FEWEST);
  }

  private Outcome harm(
      List<Track> treated, double usual, double[] placebos, int length, double alpha) {
    double whole = mean(treated, Track::growth) - usual;
    double late = mean(treated, track -> track.later().growth()) - usual;
    double shift = worse.sign() * Math.min(worse.sign() * whole, worse.sign() * late);
    double residual = Math.max(mean(treated, Track::residual), SMALLEST_NOISE);
    double theory = 12 * residual * residual * HORIZON * HORIZON / Math.pow(length, 3);
    double scatter = 0;
    for (double placebo : placebos) {
      scatter += placebo * placebo;
    }
    int count = placebos.length;
    double seen = count == 0 ? 0 : scatter / count * (1 + 1.0 / count);
    double error = Math.sqrt(Math.max(theory, seen) / treated.size());
    double tuned = error * Math.pow(length / TUNED_SAMPLES, 1.5);
    double degrees = seen > theory ? Math.max(2, count - 1) : Math.max(2, length - 2);
    double radius = NormalMixture.radius(error, tuned, alpha, degrees);
    double harm = worse.sign() * shift;
    double level = mean(treated, Track::level);
    double observed = mean(treated, Track::last);
    double expected = observed - shift * level * (length - 1) / HORIZON;
    return new Outcome.Harm(
        harm,
        harm - radius,
        harm + radius,
        harm + NINETY_PERCENT * error,
        minimum,
        length,
        true,
        observed,
        expected,
        effect(shift, radius, level * (length - 1) / HORIZON / expected),
        treated.getFirst().points().getFirst().time());
  }

  private static @Nullable EffectInterval effect(double shift, double radius, double factor) {
    return Double.isFinite(factor)
        ? new EffectInterval(shift * factor, (shift - radius) * factor, (shift + radius) * factor)
        : null;
  }

  /** Growth where nothing was changed, around what is usual at that time. */
  private static double[] placebos(Groups groups, List<Track> unchanged, int length) {
    var found = new ArrayList<Double>();
    if (unchanged.size() > 1) {
      double usual = median(unchanged);
      unchanged.forEach(track -> found.add(track.growth() - usual));
    }
    List<BinnedSeries> all =
        Stream.concat(groups.treatment().stream(), groups.control().stream()).toList();
    for (List<Track> together : stretches(all, length)) {
      double usual = together.size() > 1 ? median(together) : 0;
      together.forEach(track -> found.add(track.growth() - usual));
    }
    return found.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double pastGrowth(List<BinnedSeries> treatment, int length) {
    double[] growths =
        stretches(treatment, length).stream()
            .flatMap(List::stream)
            .mapToDouble(Track::growth)
            .toArray();
    return Moments.median(growths);
  }

  /** The past cut into stretches of the given length, the nearest first, at most 10. */
  private static List<List<Track>> stretches(List<BinnedSeries> all, int length) {
    var stretches = new ArrayList<List<Track>>();
    for (long end = 0; stretches.size() < 10; end -= length) {
      long from = end - length;
      long to = end;
      List<Track> together =
          all.stream()
              .map(series -> series.before().subMap(from, true, to, false))
              .flatMap(Growth::track)
              .toList();
      if (together.isEmpty()) {
        break;
      }
      stretches.add(together);
    }
    return stretches;
  }

  private static List<Track> tracks(List<BinnedSeries> group) {
    return group.stream().map(BinnedSeries::since).flatMap(Growth::track).toList();
  }

  private static Stream<Track> track(NavigableMap<Long, Point> points) {
    if (points.size() < FEWEST) {
      return Stream.empty();
    }
    List<Long> bins = List.copyOf(points.keySet());
    List<Point> values = List.copyOf(points.values());
    int first = Math.max(0, bins.size() - LONGEST);
    var track =
        Track.of(bins.subList(first, bins.size()), values.subList(first, values.size()), HORIZON);
    return track.level() > 0 ? Stream.of(track) : Stream.empty();
  }

  private static double median(List<Track> tracks) {
    return Moments.median(tracks.stream().mapToDouble(Track::growth).toArray());
  }

  private static double mean(List<Track> tracks, ToDoubleFunction<Track> property) {
    return tracks.stream().mapToDouble(property).average().orElseThrow();
  }
}
