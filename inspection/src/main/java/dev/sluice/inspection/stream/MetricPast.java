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
  private static final int FEWEST = 3;
  private static final double[] NONE = {};
  private static final int SHORTEST_REFERENCE = 8;
  private static final int MOST_SKIPPED = 2;
  private static final int MOST_PARTS = 5;

  /** Harm on one of two is not lost in their mean. */
  private static final int FEWEST_PARTS = 3;

  final MetricSpec spec;
  final int planned;
  final int skipped;
  final int length;
  final int reference;
  final int day;
  final double[] treatment;
  final List<double[]> controls;

  /** How far the changed targets go along with each of {@link #controls}. */
  final List<Slope> slopes;

  /** Null where it does not compare with earlier days. */
  final @Nullable Season season;

  private final Group treated;
  private final Group controlled;
  private final int[] usable;

  /** Whether each changed target reported at least half of the time. */
  final boolean[] reported;

  /** Where each part of the changed targets begins, and the last ends; empty where all are one. */
  private final int[] bounds;

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
    treated = Group.of(treatment);
    controlled = Group.of(control);
    this.treatment = treated.join(treatment, length);
    usable = usable(control);
    controls = new ArrayList<>();
    if (usable.length > 1) {
      controls.add(controlled.join(control, length));
    }
    for (int j : usable) {
      controls.add(control.get(j));
    }
    day = controls.isEmpty() ? dayOf(interval) : 0;
    season = season();
    slopes = slopes();
    reported = new boolean[treatment.size()];
    for (int j = 0; j < reported.length; j++) {
      reported[j] = 2 * Medians.known(treatment.get(j), 0, length) >= length;
    }
    bounds = bounds(treatment.size());
    parts = new ArrayList<>();
    for (int part = 0; part + 1 < bounds.length; part++) {
      int from = bounds[part];
      int to = bounds[part + 1];
      Weights some = weights == null ? null : weights.part(from, to);
      parts.add(new MetricPast(this, treatment.subList(from, to), control, some));
    }
    counted = CountedPast.of(spec, treatment, control, weights);
    bare = new MetricPast(this);
  }

  /** A part of the changed targets beside the same unchanged ones. */
  private MetricPast(
      MetricPast whole,
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
    treated = Group.of(treatment);
    this.treatment = treated.join(treatment, length);
    season = season();
    slopes = slopes();
    reported = new boolean[0];
    bounds = new int[0];
    parts = List.of();
    counted = CountedPast.of(spec, treatment, control, weights);
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
    return day > 0 && length / day >= 2 ? new Season(treatment, day, planned) : null;
  }

  private static int[] bounds(int targets) {
    int count = Math.min(MOST_PARTS, targets);
    int[] bounds = new int[count < FEWEST_PARTS ? 0 : count + 1];
    Arrays.setAll(bounds, i -> i * targets / count);
    return bounds;
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
    treated = whole.treated;
    controlled = whole.controlled;
    usable = whole.usable;
    reported = whole.reported;
    bounds = whole.bounds;
    parts = List.of();
    counted = whole.counted;
    bare = null;
  }

  /**
   * The changed targets in up to five parts, in their order; empty where there are one or two
   * targets.
   */
  List<MetricPast> parts() {
    return parts;
  }

  /** The first target of a part. */
  int partFrom(int part) {
    return bounds[part];
  }

  /** The end of a part, exclusive. */
  int partTo(int part) {
    return bounds[part + 1];
  }

  private static int[] usable(List<double[]> control) {
    int[] usable = new int[control.size()];
    int count = 0;
    for (int j = 0; j < usable.length; j++) {
      if (Medians.known(control.get(j), 0, control.get(j).length) >= FEWEST) {
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
    return Medians.known(treatment, 0, length) >= FEWEST;
  }

  /** Changes that were not made, at which the same statistic is taken: samples from the start. */
  List<Integer> placebos(int most) {
    int first = Math.min(reference, length);
    if (day > 0 && length / day >= 2) {
      first = Math.max(first, 2 * day);
    }
    int last = length - planned;
    List<Integer> placebos = new ArrayList<>();
    if (length < 2 * planned || last < first) {
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
