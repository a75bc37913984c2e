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

  private final Terms terms;
  private final JudgeSettings settings;
  private final boolean hasNull;
  private final Walk walk;
  private final Noise noise;
  private final @Nullable Growth growth;
  private final boolean known;
  private final @Nullable Departures departures;
  private final @Nullable Counts counts;
  private double treatmentNow = Double.NaN;
  private final Noise.Best none;
  private Noise.Best worst;

  /** What a window must be beyond to be the worst, in the stage that was last looked at. */
  private final float[][] limits;

  private int stage = -1;

  private MetricStream(MetricPast past, JudgeSettings settings) {
    terms = past.terms;
    this.settings = settings;
    List<Placebo> placebos = followed(past, past.placebos(settings.placebos()));
    hasNull = !placebos.isEmpty();
    growth = growth(past, settings);
    walk = new Walk(past, hasNull);
    known = past.isKnown() && !Double.isNaN(walk.level());
    noise = noise(past, placebos);
    limits = noise.limits();
    none = noise.none(past);
    worst = none;
    double bad = terms.isBadUp() && terms.isBadDown() ? 0 : terms.isBadUp() ? 1 : -1;
    departures = growth != null || terms.counted() != null ? null : Departures.of(past, bad);
    counts =
        terms.counted() == null
            ? null
            : new Counts(
                terms.counted(),
                terms.spec().minimumEffect() > 0
                    ? terms.spec().minimumEffect()
                    : SUCCESS_SHARE * settings.minimumEffect(),
                terms.spec().expectedEffect(),
                settings.alpha());
  }

  private @Nullable Growth growth(MetricPast past, JudgeSettings settings) {
    if (terms.spec().kind() != Kind.RESOURCE || hasNull) {
      return null;
    }
    double usual = past.peers == null ? 1 : past.peers.growth(terms.skipped(), settings);
    return new Growth(terms.skipped(), terms.spec(), settings.threshold(), usual);
  }

  private Noise noise(MetricPast past, List<Placebo> placebos) {
    boolean mayWarmUp = !hasNull && terms.peers() == null;
    double floor = floor(terms, settings, walk.level(), mayWarmUp);
    if (terms.peers() != null) {
      return new Noise(past, terms.peers().sizes(settings, floor), floor);
    }
    return new Noise(past, walk, placebos, floor);
  }

  /** A stream that has seen no sample yet. */
  public static MetricStream of(MetricPast past, JudgeSettings settings) {
    return new MetricStream(past, settings);
  }

  private static List<Placebo> followed(MetricPast past, List<Integer> placebos) {
    List<Placebo> followed = new ArrayList<>();
    Stages stages = new Stages(past.terms.skipped(), past.terms.planned());
    for (int at : placebos) {
      Baseline baseline = Baseline.of(past, at, true);
      if (!Double.isNaN(baseline.level)) {
        followed.add(new Placebo(past, at, baseline, stages));
      }
    }
    return followed;
  }

  /** What a mean excess must have beyond noise, for each unit of the score. */
  private static double floor(
      Terms terms, JudgeSettings settings, double level, boolean mayWarmUp) {
    MetricSpec spec = terms.spec();
    if (spec.minimumEffect() > 0) {
      return spec.minimumEffect() * (terms.isRate() ? 1 : Math.abs(level)) / settings.threshold();
    }
    double effect =
        switch (spec.kind()) {
          // A success rate's level is near its whole scale.
          case SUCCESS_RATE -> SUCCESS_SHARE * settings.minimumEffect();
          case LATENCY -> mayWarmUp ? settings.minimumLatencyEffect() : settings.minimumEffect();
          case ERROR_RATE, RESOURCE, LOAD, BUSINESS -> settings.minimumEffect();
        };
    return effect * Math.abs(level) / settings.threshold();
  }

  /**
   * @param treatment one value for each changed target, in the order of the past; NaN without one
   * @param control one for each unchanged target
   * @return whether the score may be another than before
   */
  public boolean take(double[] treatment, double[] control) {
    if (growth != null) {
      treatmentNow = Statistics.mean(treatment);
      double ratio = treatmentNow / (control.length == 0 ? 1 : Statistics.mean(control));
      growth.take(terms.isBadUp() ? ratio : 1 / ratio);
      return true;
    }
    treatmentNow = terms.treated().join(treatment);
    if (!walk.take(treatmentNow, control)) {
      return false;
    }
    boolean worse = isWorse();
    if (departures != null) {
      departures.take(treatmentNow, terms.unchanged(), control);
    }
    return worse || departures != null;
  }

  /** Whether the newest windows are worse than any before. */
  private boolean isWorse() {
    if (walk.stage() != stage) {
      stage = walk.stage();
      noise.limit(stage, worst.score(), limits);
    }
    if (!walk.exceeds(limits)) {
      return false;
    }
    worst = noise.worse(walk, worst);
    noise.limit(stage, worst.score(), limits);
    return true;
  }

  /**
   * The same for a rate whose requests were counted.
   *
   * @param requests numbers behind the values of the changed targets
   * @param requestsBeside numbers behind those of the unchanged ones
   * @return whether the score may be another than before
   */
  public boolean take(
      double[] treatment, double[] control, double[] requests, double[] requestsBeside) {
    boolean moved = take(treatment, control);
    if (counts != null && taken() > terms.skipped()) {
      counts.take(treatment, requests, control, requestsBeside);
    }
    return moved || counts != null;
  }

  /** Whether this metric can be judged at all. */
  public boolean isKnown() {
    return growth != null ? growth.isKnown() : known;
  }

  /** In units of what is usual without a change; NaN where that can't be told. */
  public double score() {
    if (!isKnown()) {
      return Double.NaN;
    }
    if (growth != null) {
      return growth.score();
    }
    if (counts != null) {
      return counts.areRare() ? counts.score() : Math.min(worst.score(), counts.score());
    }
    return departures == null
        ? worst.score()
        : Math.min(worst.score(), -Math.log(departures.probability()) / JudgeSettings.TAIL);
  }

  /** Samples since the start-up that could be compared. */
  int known() {
    return growth != null ? growth.known() : walk.known();
  }

  /** How far the newest samples stand out, on the scale of the score. */
  double newest() {
    if (counts != null && counts.areRare()) {
      return counts.newest();
    }
    return growth != null ? growth.newest() : noise.worse(walk, none).score();
  }

  /**
   * How bad it may be in truth, in the unit of {@link MetricSpec#minimumEffect}; NaN before there
   * are enough samples to tell.
   */
  double worstPlausible() {
    if (growth != null) {
      return growth.effect() + growth.size();
    }
    if (counts != null && counts.areRare()) {
      return counts.worstPlausible();
    }
    return noise.worstPlausible(walk) / (terms.isRate() ? 1 : Math.abs(walk.level()));
  }

  /**
   * The worst window so far: how far it was from what was expected.
   *
   * @param threshold of the score, which sets the width of the interval
   */
  EffectSize effect(double threshold) {
    if (growth != null) {
      double effect = growth.effect();
      double size = Math.expm1(threshold * growth.size());
      double expected = treatmentNow / Math.exp(growth.soFar());
      return new EffectSize(
          Walk.GROWTH, effect, effect - size, effect + size, treatmentNow, expected, Double.NaN);
    }
    if (counts != null && counts.areRare()) {
      return effect(counts, threshold);
    }
    double unit = worst.channel() == Walk.SPREAD ? walk.usualStep() : Math.abs(walk.level());
    double excess = worst.channel() == Walk.DOWN ? -worst.excess() : worst.excess();
    double margin = threshold * noise.size(worst);
    int samples = worst.score() > 0 ? Windows.LENGTHS[worst.window()] : Integer.MAX_VALUE;
    return new EffectSize(
        worst.channel(),
        excess / unit,
        (excess - margin) / unit,
        (excess + margin) / unit,
        walk.observed(samples),
        possible(walk.expected(samples)),
        excess);
  }

  /** A share of errors is expected to be none rather than less than none. */
  private double possible(double expected) {
    return terms.spec().kind() == Kind.ERROR_RATE ? Math.max(0, expected) : expected;
  }

  private EffectSize effect(Counts counted, double threshold) {
    double sign = terms.isBadUp() ? 1 : -1;
    double unit = Math.abs(counted.expected());
    double margin = counted.margin(threshold);
    double excess = sign * counted.excess();
    return new EffectSize(
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
    return terms.peers() != null;
  }

  /** How often a harmless change scores as much. */
  double share(double score) {
    boolean byLevel = growth == null && (counts == null || !counts.areRare());
    return terms.peers() != null && byLevel
        ? terms.peers().share(score, settings)
        : Math.exp(-JudgeSettings.TAIL * score);
  }

  /** What the changed targets are compared with, in words. */
  String comparison() {
    if (growth != null) {
      return "their first samples since the change, beside unchanged targets";
    }
    if (terms.peers() != null) {
      return terms.peers().words();
    }
    boolean byLevel = terms.unchanged().isEmpty() && terms.period() == 0;
    return walk.baseline().words() + remarks(byLevel ? "" : walk.fitness());
  }

  /** What is worth knowing of a comparison, in brackets. */
  private String remarks(String fitness) {
    String noise = hasNull ? "noise is that of placebo changes in the past" : "";
    String both = fitness.isEmpty() || noise.isEmpty() ? fitness + noise : fitness + "; " + noise;
    return both.isEmpty() ? "" : " (" + both + ")";
  }

  /** The newest value of the changed targets as one; NaN without a sample. */
  double observedNow() {
    return treatmentNow;
  }

  /** What the changed targets should have shown at the newest sample; NaN where unknown. */
  double expectedNow() {
    return growth != null ? Double.NaN : walk.baseline().middle;
  }

  MetricSpec spec() {
    return terms.spec();
  }

  /**
   * The sample since the change, from 0, with which what stands out begins; 0 where that can't be
   * told.
   */
  int onset() {
    if (growth != null) {
      return 0;
    }
    // What begins with the first sample looked at may have begun in the start-up.
    return worst.begin() <= terms.skipped() ? 0 : worst.begin();
  }

  /** Samples taken since the change, with or without a value. */
  int taken() {
    return growth != null ? growth.taken() : walk.taken();
  }

  void write(ByteBuffer out) {
    if (growth != null) {
      growth.write(out);
      return;
    }
    walk.write(out);
    worst.write(out);
    if (counts != null) {
      counts.write(out);
    }
    if (departures != null) {
      departures.write(out);
    }
  }

  void read(ByteBuffer in) {
    if (growth != null) {
      growth.read(in);
      return;
    }
    walk.read(in);
    worst = Noise.Best.read(in);
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
