package dev.sluice.inspection.stream;

import dev.sluice.domain.inspection.MetricSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was measured of one metric before the change, and how it is to be compared.
 *
 * <p>All series have one sample an interval, the newest last, NaN where there is none.
 */
public final class MetricPast {
  static final int FEWEST = 3;
  private static final Duration DAY = Duration.ofDays(1);
  private static final int SHORTEST_REFERENCE = 8;
  private static final int MOST_SKIPPED = 2;

  final Terms terms;

  /** Samples the bake will see at most. */
  final int planned;

  final int length;
  final int reference;

  /** Samples in it; 0 where it does not compare with earlier days. */
  final int day;

  /** The changed targets as one. */
  final double[] treatment;

  /** As {@link Unchanged} orders them. */
  final List<double[]> controls;

  /** How far the changed targets go along with each of {@link #controls}. */
  final List<Slope> slopes;

  /** Null where it does not compare with earlier days or weeks. */
  final @Nullable Season season;

  /** The unchanged targets in the place of changed ones that have no past; null where they do. */
  final @Nullable PeerPlacebos peers;

  /** Null where requests were not counted. */
  final @Nullable CountedPast counted;

  /** How many samples each changed target has. */
  final int[] samples;

  private final Fresh fresh;
  private final List<MetricPast> parts;

  private MetricPast(
      Shared shared,
      Fresh fresh,
      @Nullable PeerPlacebos peers,
      List<double[]> changed,
      @Nullable Weights weights,
      List<MetricPast> parts) {
    this.fresh = fresh;
    this.peers = peers;
    this.parts = parts;
    planned = shared.planned;
    day = shared.day;
    length = shared.length();
    reference = shared.reference();
    controls = shared.controls();
    samples = changed.stream().mapToInt(one -> Statistics.known(one, 0, length)).toArray();
    List<double[]> before = fresh.masked(changed);
    Group treated =
        peers == null ? Group.of(before) : Group.at(peers.told().level(), before.size());
    treatment = peers == null ? treated.join(before, length) : controls.getFirst();
    season = season();
    slopes = controls.stream().map(control -> Slope.of(treatment, control)).toList();
    terms =
        new Terms(
            shared.spec,
            shared.skipped(),
            period() > day,
            treated,
            shared.unchanged,
            peers == null ? null : peers.told());
    counted =
        peers == null
            ? CountedPast.of(shared.spec, before, shared.control, weights)
            : CountedPast.ofFresh(shared.spec, changed.size(), shared.control, weights);
  }

  private @Nullable Season season() {
    return day > 0 && length / day >= 2 ? Season.of(treatment, day, planned) : null;
  }

  /**
   * What all parts of the changed targets have in shared.
   *
   * @param control one series for each unchanged target
   * @param controls as {@link Unchanged} orders them
   */
  private record Shared(
      MetricSpec spec,
      int planned,
      int length,
      int day,
      List<double[]> control,
      Unchanged unchanged,
      List<double[]> controls) {

    static Shared of(
        MetricSpec spec, int planned, int length, Duration interval, List<double[]> control) {
      Unchanged unchanged = Unchanged.of(control);
      return new Shared(
          spec,
          planned,
          length,
          unchanged.isEmpty() ? dayOf(interval) : 0,
          control,
          unchanged,
          unchanged.series(control, length));
    }

    private static int dayOf(Duration interval) {
      long samples = Math.round((double) DAY.toMillis() / interval.toMillis());
      return samples >= 8 && samples < Integer.MAX_VALUE / 8 ? (int) samples : 0;
    }

    int skipped() {
      return Math.min(MOST_SKIPPED, planned / 8);
    }

    int reference() {
      return length >= 2 * planned
          ? Math.clamp((length - planned) / 3, SHORTEST_REFERENCE, 3 * planned)
          : length;
    }

    PeerPlacebos peers() {
      return new PeerPlacebos(
          spec, controls.subList(unchanged.firstTarget(), controls.size()), planned);
    }
  }

  /**
   * @param spec what is measured
   * @param planned samples the bake will see at most, above 0
   * @param interval time between two samples, above 0
   * @param treatment one series for each changed target, all of the same length
   * @param control one for each unchanged target, of the same length; empty where there is none
   */
  public static MetricPast of(
      MetricSpec spec,
      int planned,
      Duration interval,
      List<double[]> treatment,
      List<double[]> control) {
    return of(spec, planned, interval, treatment, control, null);
  }

  /**
   * The same for a rate whose requests were counted.
   *
   * @param weights null where they were not
   */
  public static MetricPast of(
      MetricSpec spec,
      int planned,
      Duration interval,
      List<double[]> treatment,
      List<double[]> control,
      @Nullable Weights weights) {
    if (planned < 1 || interval.isZero() || interval.isNegative()) {
      throw new IllegalArgumentException(
          "planned and interval must be above 0: %d, %s".formatted(planned, interval));
    }
    int length = treatment.isEmpty() ? 0 : treatment.getFirst().length;
    Shared shared = Shared.of(spec, planned, length, interval, control);
    Fresh fresh = Fresh.among(treatment, !shared.unchanged.isEmpty());
    PeerPlacebos peers = fresh.any() ? shared.peers() : null;
    List<MetricPast> parts = new ArrayList<>();
    for (int[] part : fresh.parts()) {
      parts.add(
          new MetricPast(
              shared,
              Fresh.NONE,
              fresh.all(part) ? peers : null,
              Fresh.of(part, treatment),
              weights == null ? null : weights.part(part),
              List.of()));
    }
    return new MetricPast(shared, fresh, fresh.all() ? peers : null, treatment, weights, parts);
  }

  /**
   * The changed targets in up to five parts, in their order; empty where there are one or two
   * targets. Where some have a past and some have none, those that have none together are the last.
   */
  List<MetricPast> parts() {
    return parts;
  }

  /** Which of the changed targets have no past to be compared with. */
  Fresh fresh() {
    return fresh;
  }

  /** Whether there is enough of it to compare anything with. */
  boolean isKnown() {
    return Statistics.known(treatment, 0, length) >= FEWEST;
  }

  /** Samples from one time to the same time of another day, or week; 0 without such a season. */
  int period() {
    return season == null ? 0 : season.period();
  }

  /** The first sample from which a change that was not made may count. */
  int firstPlacebo() {
    return Math.max(Math.min(reference, length), 2 * period());
  }

  /** How many bakes apart from each other the placebos lie in. */
  double bakes() {
    return (double) (length - firstPlacebo()) / planned;
  }

  /** Changes that were not made, at which the same statistic is taken: samples from the start. */
  List<Integer> placebos(int most) {
    int first = firstPlacebo();
    int last = length - planned;
    List<Integer> placebos = new ArrayList<>();
    if (peers != null || length < 2 * planned || last < first) {
      return placebos;
    }
    int count = Math.min(most, last - first + 1);
    for (int i = 0; i < count; i++) {
      int at =
          count == 1 ? first : first + (int) Math.round((double) (last - first) * i / (count - 1));
      if (placebos.isEmpty() || placebos.getLast() < at) {
        placebos.add(at);
      }
    }
    return placebos.size() < 2 ? List.of() : placebos;
  }
}
