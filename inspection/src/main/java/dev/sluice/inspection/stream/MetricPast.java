package dev.sluice.inspection.stream;

import dev.sluice.domain.inspection.MetricSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was measured of one metric before the change, and how it is to be compared.
 *
 * <p>All series have one sample an interval, the newest last, NaN where there is none.
 */
public final class MetricPast {
  private static final Duration DAY = Duration.ofDays(1);
  static final int FEWEST = 3;
  private static final double[] NONE = {};
  private static final int SHORTEST_REFERENCE = 8;
  private static final int MOST_SKIPPED = 2;

  final MetricSpec spec;
  final int planned;
  final int skipped;
  final int length;
  final int reference;
  final int day;

  /** Samples from one time to the same time of another day, or week; 0 without such a season. */
  final int period;

  final double[] treatment;
  final List<double[]> controls;

  /** How far the changed targets go along with each of {@link #controls}. */
  final List<Slope> slopes;

  /** Null where it does not compare with earlier days or weeks. */
  final @Nullable Season season;

  /** What is known of changed targets that have no past; null where they have one. */
  final @Nullable Peers peers;

  private final Fresh fresh;
  private final Group treated;
  private final Group controlled;
  private final int[] usable;

  /** Whether each changed target reported at least half of the time. */
  final boolean[] reported;

  /** How many samples each changed target has. */
  final int[] samples;

  private final List<MetricPast> parts;
  final @Nullable CountedPast counted;
  private final @Nullable MetricPast bare;

  private MetricPast(
      MetricSpec spec,
      int planned,
      Duration interval,
      List<double[]> treatment,
      List<double[]> control,
      @Nullable Weights weights) {
    this.spec = spec;
    this.planned = planned;
    length = treatment.isEmpty() ? 0 : treatment.getFirst().length;
    skipped = Math.min(MOST_SKIPPED, planned / 8);
    reference =
        length >= 2 * planned
            ? Math.clamp((length - planned) / 3, SHORTEST_REFERENCE, 3 * planned)
            : length;
    controlled = Group.of(control);
    usable = usable(control);
    controls = new ArrayList<>();
    if (usable.length > 1) {
      controls.add(controlled.join(control, length));
    }
    for (int j : usable) {
      controls.add(control.get(j));
    }
    day = controls.isEmpty() ? dayOf(interval) : 0;
    reported = new boolean[treatment.size()];
    samples = new int[treatment.size()];
    for (int j = 0; j < reported.length; j++) {
      samples[j] = Statistics.known(treatment.get(j), 0, length);
      reported[j] = 2 * samples[j] >= length;
    }
    fresh = Fresh.among(treatment, usable.length > 0);
    Peers beside = fresh.any() ? new Peers(spec, unchanged(), planned) : null;
    peers = fresh.all() ? beside : null;
    treated = group(fresh.masked(treatment));
    this.treatment = peers == null ? treated.join(treatment, length) : controls.getFirst();
    parts = new ArrayList<>();
    for (int[] part : fresh.parts()) {
      Weights some = weights == null ? null : weights.part(part);
      boolean unseen = fresh.all(part);
      parts.add(
          new MetricPast(this, unseen ? beside : null, Fresh.of(part, treatment), control, some));
    }
    counted = counted(fresh.masked(treatment), control, weights);
    season = season();
    period = season == null ? 0 : season.period();
    slopes = slopes();
    bare = new MetricPast(this);
  }

  private Group group(List<double[]> before) {
    return peers == null ? Group.of(before) : Group.at(peers.level(), before.size());
  }

  private @Nullable CountedPast counted(
      List<double[]> before, List<double[]> control, @Nullable Weights weights) {
    return peers == null
        ? CountedPast.of(spec, before, control, weights)
        : CountedPast.ofFresh(spec, control, weights);
  }

  /** The unchanged targets one by one. */
  private List<double[]> unchanged() {
    return controls.size() > 1 ? controls.subList(1, controls.size()) : controls;
  }

  /** A part of the changed targets beside the same unchanged ones. */
  private MetricPast(
      MetricPast whole,
      @Nullable Peers peers,
      List<double[]> treatment,
      List<double[]> control,
      @Nullable Weights weights) {
    spec = whole.spec;
    planned = whole.planned;
    length = whole.length;
    skipped = whole.skipped;
    reference = whole.reference;
    day = whole.day;
    controlled = whole.controlled;
    controls = whole.controls;
    usable = whole.usable;
    this.peers = peers;
    fresh = Fresh.NONE;
    treated = group(treatment);
    this.treatment = peers == null ? treated.join(treatment, length) : controls.getFirst();
    season = season();
    period = season == null ? 0 : season.period();
    slopes = slopes();
    reported = new boolean[0];
    samples = new int[0];
    parts = List.of();
    counted = counted(treatment, control, weights);
    bare = new MetricPast(this);
  }

  private List<Slope> slopes() {
    List<Slope> all = new ArrayList<>();
    for (double[] control : controls) {
      all.add(Slope.of(treatment, control));
    }
    return all;
  }

  private @Nullable Season season() {
    return day > 0 && length / day >= 2 ? Season.of(treatment, day, planned) : null;
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
    return new MetricPast(spec, planned, interval, treatment, control, weights);
  }

  /** What a stream still needs once it has looked at the samples; the same each time. */
  MetricPast withoutSamples() {
    return bare == null ? this : bare;
  }

  private MetricPast(MetricPast whole) {
    spec = whole.spec;
    planned = whole.planned;
    length = whole.length;
    skipped = whole.skipped;
    reference = whole.reference;
    day = whole.day;
    treatment = NONE;
    controls = Collections.nCopies(whole.controls.size(), NONE);
    slopes = List.of();
    season = null;
    period = whole.period;
    treated = whole.treated;
    controlled = whole.controlled;
    usable = whole.usable;
    reported = new boolean[0];
    samples = new int[0];
    peers = whole.peers == null ? null : whole.peers.withoutSamples();
    fresh = whole.fresh;
    parts = List.of();
    counted = whole.counted;
    bare = null;
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

  /** Whether there are unchanged targets that were measured before. */
  boolean hasControls() {
    return usable.length > 0;
  }

  private static int[] usable(List<double[]> control) {
    int[] usable = new int[control.size()];
    int count = 0;
    for (int j = 0; j < usable.length; j++) {
      if (Statistics.known(control.get(j), 0, control.get(j).length) >= FEWEST) {
        usable[count++] = j;
      }
    }
    return Arrays.copyOf(usable, count);
  }

  private static int dayOf(Duration interval) {
    long samples = Math.round((double) DAY.toMillis() / interval.toMillis());
    return samples >= 8 && samples < Integer.MAX_VALUE / 8 ? (int) samples : 0;
  }

  /** The changed targets as one, at one moment. */
  double treatmentAt(double[] values) {
    return treated.join(values);
  }

  /** Puts the unchanged targets at one moment as {@link #controls} orders them. */
  void controlsAt(double[] values, double[] into) {
    int k = 0;
    if (usable.length > 1) {
      into[k++] = controlled.join(values);
    }
    for (int j : usable) {
      into[k++] = values[j];
    }
  }

  boolean isBadUp() {
    return spec.badDirection() != MetricSpec.BadDirection.DECREASE;
  }

  boolean isBadDown() {
    return spec.badDirection() != MetricSpec.BadDirection.INCREASE;
  }

  /** Whether there is enough of it to compare anything with. */
  boolean isKnown() {
    return Statistics.known(treatment, 0, length) >= FEWEST;
  }

  /** The first sample from which a change that was not made may count. */
  int firstPlacebo() {
    return Math.max(Math.min(reference, length), 2 * period);
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
