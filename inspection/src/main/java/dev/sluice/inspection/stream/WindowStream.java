package dev.sluice.inspection.stream;

import dev.sluice.domain.inspection.MetricSpec;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A metric whose windows are compared with what they do without a change; where requests were
 * counted, or it never moved before, their numbers have a say too.
 */
final class WindowStream extends MetricStream {
  private static final double SUCCESS_SHARE = 0.15;

  private final JudgeSettings settings;
  private final boolean hasPlacebos;
  private final boolean known;
  private final Walk walk;
  private final Worst worst;
  private final @Nullable Departures departures;
  private final @Nullable Counts counts;

  /**
   * @param placebos may be none
   */
  WindowStream(MetricPast past, JudgeSettings settings, List<Placebo> placebos) {
    super(past.terms);
    this.settings = settings;
    hasPlacebos = !placebos.isEmpty();
    Layout layout = Layout.of(spec().badDirection(), hasPlacebos);
    Baseline baseline = Baseline.of(past, past.length, hasPlacebos);
    double[] residuals = baseline.residuals(past, past.length);
    Scatter scatter = Scatter.of(past, residuals, hasPlacebos);
    walk = new Walk(layout, baseline, new Excess(terms.skipped(), baseline, residuals), scatter);
    known = past.isKnown() && !Double.isNaN(baseline.level);
    worst = new Worst(noise(past, layout, scatter, placebos, baseline.level));
    departures = past.counted == null ? Departures.of(past) : null;
    counts = past.counted == null ? null : counts(past.counted);
  }

  private Noise noise(
      MetricPast past, Layout layout, Scatter scatter, List<Placebo> placebos, double level) {
    double floor = floor(level);
    return terms.peers() == null
        ? Noise.of(past, layout, scatter, placebos, floor)
        : Noise.ofPeers(past, layout, terms.peers().sizes(settings, floor));
  }

  /** What a mean excess must have beyond noise, for each unit of the score. */
  private double floor(double level) {
    MetricSpec spec = spec();
    if (spec.minimumEffect() > 0) {
      return spec.minimumEffect() * (terms.isRate() ? 1 : Math.abs(level)) / settings.threshold();
    }
    boolean mayWarmUp = !hasPlacebos && terms.peers() == null;
    double effect =
        switch (spec.kind()) {
          // A success rate's level is near its whole scale.
          case SUCCESS_RATE -> SUCCESS_SHARE * settings.minimumEffect();
          case LATENCY -> mayWarmUp ? settings.minimumLatencyEffect() : settings.minimumEffect();
          case ERROR_RATE, RESOURCE, LOAD, BUSINESS -> settings.minimumEffect();
        };
    return effect * Math.abs(level) / settings.threshold();
  }

  private Counts counts(CountedPast counted) {
    double minimum =
        spec().minimumEffect() > 0
            ? spec().minimumEffect()
            : SUCCESS_SHARE * settings.minimumEffect();
    return new Counts(counted, minimum, spec().expectedEffect(), settings.alpha(), terms.skipped());
  }

  @Override
  public boolean take(double[] treatment, double[] control) {
    double together = terms.treated().join(treatment);
    if (!walk.take(together, control)) {
      return false;
    }
    boolean worse = worst.take(walk);
    if (departures != null) {
      departures.take(together, terms.unchanged(), control);
    }
    return worse || departures != null;
  }

  @Override
  public boolean take(
      double[] treatment, double[] control, double[] requests, double[] requestsBeside) {
    boolean moved = take(treatment, control);
    if (counts != null && taken() > terms.skipped()) {
      counts.take(treatment, requests, control, requestsBeside);
    }
    return moved || counts != null;
  }

  @Override
  public boolean isKnown() {
    return known;
  }

  @Override
  public double score() {
    if (!known) {
      return Double.NaN;
    }
    if (counts != null) {
      return counts.areRare() ? counts.score() : Math.min(worst.score(), counts.score());
    }
    return departures == null
        ? worst.score()
        : Math.min(worst.score(), -Math.log(departures.probability()) / JudgeSettings.TAIL);
  }

  @Override
  boolean isOfSome() {
    return counts != null && counts.areRare() && counts.isOfSome();
  }

  @Override
  int known() {
    return walk.known();
  }

  @Override
  double newest() {
    return counts != null && counts.areRare() ? counts.newest() : worst.newest(walk);
  }

  @Override
  double worstPlausible() {
    if (counts != null && counts.areRare()) {
      return counts.worstPlausible();
    }
    double worstPlausible = worst.worstPlausible(walk) - floor(walk.level());
    return worstPlausible / (terms.isRate() ? 1 : Math.abs(walk.level()));
  }

  @Override
  EffectSize effect(double threshold) {
    if (counts != null && counts.areRare()) {
      return effect(counts, threshold);
    }
    double unit = worst.channel() == Walk.SPREAD ? walk.usualStep() : Math.abs(walk.level());
    double excess = worst.channel() == Walk.DOWN ? -worst.excess() : worst.excess();
    double margin = threshold * worst.size();
    int samples = worst.score() > 0 ? worst.length() : Integer.MAX_VALUE;
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
    return spec().kind() == MetricSpec.Kind.ERROR_RATE ? Math.max(0, expected) : expected;
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

  @Override
  double share(double score) {
    boolean byLevel = counts == null || !counts.areRare();
    return terms.peers() != null && byLevel
        ? terms.peers().share(score, settings)
        : Math.exp(-JudgeSettings.TAIL * score);
  }

  @Override
  String comparison() {
    if (terms.peers() != null) {
      return terms.peers().words();
    }
    Baseline baseline = walk.baseline();
    return baseline.words() + remarks(baseline.isOwnLevel() ? "" : walk.fitness());
  }

  /** What is worth knowing of a comparison, in brackets. */
  private String remarks(String fitness) {
    String noise = hasPlacebos ? "noise is that of placebo changes in the past" : "";
    String both = fitness.isEmpty() || noise.isEmpty() ? fitness + noise : fitness + "; " + noise;
    return both.isEmpty() ? "" : " (" + both + ")";
  }

  @Override
  double observedNow() {
    return walk.observedNow();
  }

  @Override
  double expectedNow() {
    return walk.baseline().middle;
  }

  @Override
  int onset() {
    // What begins with the first sample looked at may have begun in the start-up.
    return worst.begin() <= terms.skipped() ? 0 : worst.begin();
  }

  @Override
  int taken() {
    return walk.taken();
  }

  @Override
  int bytes() {
    return MOST_BYTES + (counts == null ? 0 : counts.bytes());
  }

  @Override
  void write(ByteBuffer out) {
    walk.write(out);
    worst.write(out);
    if (counts != null) {
      counts.write(out);
    }
    if (departures != null) {
      departures.write(out);
    }
  }

  @Override
  void read(ByteBuffer in) {
    walk.read(in);
    worst.read(in);
    if (counts != null) {
      counts.read(in);
    }
    if (departures != null) {
      departures.read(in);
    }
  }
}
