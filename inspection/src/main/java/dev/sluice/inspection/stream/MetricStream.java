package dev.sluice.inspection.stream;

import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.inspection.MetricSpec.Kind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One metric of a running change. Takes a sample at a time, in work that does not grow with the
 * bake, and says how far the worst window is from what the same statistic does without a change.
 */
public final class MetricStream {
  static final int MOST_BYTES = 2048;

  private static final double SUCCESS_SHARE = 0.15;

  private final MetricPast past;
  private final JudgeSettings settings;
  private final boolean hasNull;
  private final Walk walk;
  private final Noise noise;
  private final Growth growth;
  private final boolean byGrowth;
  private final boolean known;
  private final @Nullable Departures departures;
  private final @Nullable Counts counts;
  private final double[] beside;
  private double treatmentNow = Double.NaN;
  private double walked;

  private MetricStream(MetricPast past, JudgeSettings settings) {
    this.past = past.withoutSamples();
    this.settings = settings;
    List<Integer> placebos = past.placebos(settings.placebos());
    hasNull = !placebos.isEmpty();
    byGrowth = past.spec.kind() == Kind.RESOURCE && !hasNull;
    beside = new double[past.controls.size()];
    double usualGrowth =
        byGrowth && past.peers != null ? past.peers.growth(past.skipped, settings) : 1;
    growth = new Growth(past.skipped, past.spec, settings.threshold(), usualGrowth);
    walk = new Walk(past, past.length, hasNull);
    known = past.isKnown() && !Double.isNaN(walk.level());
    List<Walk> walks = byGrowth ? List.of() : walks(past, placebos);
    Peers peers = past.peers;
    double floor = floor(past.spec, settings, walk.level(), hasNull || peers != null);
    noise =
        peers == null
            ? new Noise(past, walk, walks, floor)
            : new Noise(peers.sizes(settings, floor), floor);
    walk.begin();
    double bad = past.isBadUp() && past.isBadDown() ? 0 : past.isBadUp() ? 1 : -1;
    departures = byGrowth || past.counted != null ? null : Departures.of(past, bad);
    counts =
        past.counted == null
            ? null
            : new Counts(
                past.counted,
                past.spec.minimumEffect() > 0
                    ? past.spec.minimumEffect()
                    : SUCCESS_SHARE * settings.minimumEffect(),
                past.spec.expectedEffect(),
                settings.alpha());
  }

  /** A stream that has seen no sample yet. */
  public static MetricStream of(MetricPast past, JudgeSettings settings) {
    return new MetricStream(past, settings);
  }

  private static List<Walk> walks(MetricPast past, List<Integer> placebos) {
    List<Walk> walks = new ArrayList<>();
    for (int at : placebos) {
      Walk placebo = new Walk(past, at, true);
      if (!Double.isNaN(placebo.level())) {
        for (int k = 0; k < past.planned; k++) {
          placebo.takePast();
        }
        walks.add(placebo);
      }
    }
    return walks;
  }

  /** What a mean excess must have beyond noise, for each unit of the score. */
  private static double floor(
      MetricSpec spec, JudgeSettings settings, double level, boolean hasNull) {
    if (spec.minimumEffect() > 0) {
      return spec.minimumEffect() * (isRate(spec) ? 1 : Math.abs(level)) / settings.threshold();
    }
    double effect =
        switch (spec.kind()) {
          // A success rate's level is near its whole scale.
          case SUCCESS_RATE -> SUCCESS_SHARE * settings.minimumEffect();
          case LATENCY -> hasNull ? settings.minimumEffect() : settings.minimumLatencyEffect();
          case ERROR_RATE, RESOURCE, LOAD, BUSINESS -> settings.minimumEffect();
        };
    return effect * Math.abs(level) / settings.threshold();
  }

  /**
   * @param treatment one value for each changed target, in the order of the past; NaN without one
   * @param control one for each unchanged target
   */
  public void take(double[] treatment, double[] control) {
    if (byGrowth) {
      treatmentNow = mean(treatment);
      double ratio = treatmentNow / (control.length == 0 ? 1 : mean(control));
      growth.take(past.spec.badDirection() == MetricSpec.BadDirection.DECREASE ? 1 / ratio : ratio);
      return;
    }
    treatmentNow = past.treatmentAt(treatment);
    past.controlsAt(control, beside);
    walk.take(treatmentNow, beside);
    if (departures != null && walk.taken() > past.skipped) {
      departures.take(treatmentNow, beside);
    }
  }

  /**
   * The same for a rate whose requests were counted.
   *
   * @param requests numbers behind the values of the changed targets
   * @param requestsBeside numbers behind those of the unchanged ones
   */
  public void take(
      double[] treatment, double[] control, double[] requests, double[] requestsBeside) {
    take(treatment, control);
    if (counts != null && taken() > past.skipped) {
      counts.take(treatment, requests, control, requestsBeside);
    }
  }

  private static double mean(double[] values) {
    double sum = 0;
    int count = 0;
    for (double value : values) {
      if (!Double.isNaN(value)) {
        sum += value;
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }

  /** Whether this metric can be judged at all. */
  public boolean isKnown() {
    return byGrowth ? growth.isKnown() : known;
  }

  /** In units of what is usual without a change; NaN where that can't be told. */
  public double score() {
    if (!isKnown()) {
      return Double.NaN;
    }
    if (byGrowth) {
      return growth.score();
    }
    if (walk.grewSince()) {
      walked = noise.of(walk).score();
    }
    if (counts != null) {
      return counts.areRare() ? counts.score() : Math.min(walked, counts.score());
    }
    return departures == null
        ? walked
        : Math.min(walked, -Math.log(departures.probability()) / JudgeSettings.TAIL);
  }

  /** Samples since the start-up that could be compared. */
  int known() {
    return byGrowth ? growth.known() : walk.known();
  }

  /** How far the newest samples stand out, on the scale of the score. */
  double newest() {
    if (counts != null && counts.areRare()) {
      return counts.newest();
    }
    return byGrowth ? growth.newest() : noise.newest(walk);
  }

  /**
   * How bad it may be in truth, in the unit of {@link MetricSpec#minimumEffect}; NaN before there
   * are enough samples to tell.
   */
  double worstPlausible() {
    if (byGrowth) {
      return growth.effect() + growth.size();
    }
    if (counts != null && counts.areRare()) {
      return counts.worstPlausible();
    }
    return noise.worstPlausible(walk) / (isRate(past.spec) ? 1 : Math.abs(walk.level()));
  }

  private static boolean isRate(MetricSpec spec) {
    return spec.kind() == Kind.ERROR_RATE || spec.kind() == Kind.SUCCESS_RATE;
  }

  /**
   * The worst window so far: how far it was from what was expected.
   *
   * @param threshold of the score, which sets the width of the interval
   */
  Effect effect(double threshold) {
    if (byGrowth) {
      double effect = growth.effect();
      double size = Math.expm1(threshold * growth.size());
      double expected = treatmentNow / Math.exp(growth.soFar());
      return new Effect(
          Walk.GROWTH, effect, effect - size, effect + size, treatmentNow, expected, Double.NaN);
    }
    if (counts != null && counts.areRare()) {
      return effect(counts, threshold);
    }
    Noise.Best best = noise.of(walk);
    boolean spread = best.channel() == Walk.SPREAD;
    double unit = spread ? walk.usualStep() : Math.abs(walk.level());
    double sign = best.channel() == Walk.DOWN ? -1 : 1;
    double excess = sign * walk.largest(best.channel(), best.window());
    double margin = threshold * noise.size(best);
    int samples = best.score() > 0 ? Windows.LENGTHS[best.window()] : Integer.MAX_VALUE;
    return new Effect(
        best.channel(),
        excess / unit,
        (excess - margin) / unit,
        (excess + margin) / unit,
        walk.observed(samples),
        walk.expected(samples),
        excess);
  }

  private Effect effect(Counts counted, double threshold) {
    double sign = past.isBadUp() ? 1 : -1;
    double unit = Math.abs(counted.expected());
    double margin = counted.margin(threshold);
    double excess = sign * counted.excess();
    return new Effect(
        sign > 0 ? Walk.UP : Walk.DOWN,
        excess / unit,
        (excess - margin) / unit,
        (excess + margin) / unit,
        counted.observed(),
        counted.expected(),
        excess);
  }

  /** Whether its targets have no past, and are compared with unchanged ones in level. */
  boolean isFresh() {
    return past.peers != null;
  }

  /** How often a harmless change scores as much. */
  double share(double score) {
    boolean byLevel = !byGrowth && (counts == null || !counts.areRare());
    return past.peers != null && byLevel
        ? past.peers.share(score, settings)
        : Math.exp(-JudgeSettings.TAIL * score);
  }

  /** What the changed targets are compared with, in words. */
  String comparison() {
    if (byGrowth) {
      return "their first samples since the change, beside unchanged targets";
    }
    if (past.peers != null) {
      return past.peers.words();
    }
    String placebo = !hasNull ? "" : " (and placebo changes in the past)";
    if (!past.controls.isEmpty()) {
      return walk.baseline().besideWords() + placebo;
    }
    int days = past.day == 0 ? 0 : past.length / past.day;
    return days >= 2
        ? "the same time on earlier days and their own level before" + placebo
        : "their own level before" + placebo;
  }

  /** The newest value of the changed targets as one; NaN without a sample. */
  double observedNow() {
    return treatmentNow;
  }

  /** What the changed targets should have shown at the newest sample; NaN where unknown. */
  double expectedNow() {
    return byGrowth ? Double.NaN : walk.baseline().middle;
  }

  /**
   * How far from what was expected.
   *
   * @param channel see {@link Walk}
   * @param estimate 0.2 = 20 % above what was expected; for restlessness above the usual step
   * @param low lower end of its interval at the threshold
   * @param high upper end
   * @param observed level of the changed targets then, in the metric's unit
   * @param expected what they should have shown, in the metric's unit
   * @param excess the estimate in the metric's unit; NaN for growth
   */
  record Effect(
      int channel,
      double estimate,
      double low,
      double high,
      double observed,
      double expected,
      double excess) {

    boolean isFinite() {
      return Double.isFinite(estimate) && Double.isFinite(low) && Double.isFinite(high);
    }
  }

  MetricSpec spec() {
    return past.spec;
  }

  /**
   * The sample since the change, from 0, with which what stands out begins; 0 where that can't be
   * told.
   */
  int onset() {
    if (byGrowth) {
      return 0;
    }
    Noise.Best best = noise.of(walk);
    return walk.begin(best.channel(), best.window());
  }

  /** Samples taken since the change, with or without a value. */
  int taken() {
    return byGrowth ? growth.taken() : walk.taken();
  }

  void write(ByteBuffer out) {
    if (byGrowth) {
      growth.write(out);
      return;
    }
    walk.write(out);
    if (counts != null) {
      counts.write(out);
    }
    if (departures != null) {
      departures.write(out);
    }
  }

  void read(ByteBuffer in) {
    if (byGrowth) {
      growth.read(in);
      return;
    }
    walk.read(in);
    if (counts != null) {
      counts.read(in);
    }
    if (departures != null) {
      departures.read(in);
    }
  }

  /** The state, at most 2 KiB: with the same past it gives the same stream again. */
  public byte[] state() {
    ByteBuffer out = ByteBuffer.allocate(MOST_BYTES);
    write(out);
    byte[] state = new byte[out.position()];
    out.flip().get(state);
    return state;
  }

  /** Goes on from a state that a stream with the same past and settings gave. */
  public static MetricStream of(MetricPast past, JudgeSettings settings, byte[] state) {
    MetricStream stream = new MetricStream(past, settings);
    stream.read(ByteBuffer.wrap(state));
    return stream;
  }
}
