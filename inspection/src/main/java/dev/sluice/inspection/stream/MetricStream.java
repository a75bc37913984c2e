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
  private final Walk walk;
  private final Noise noise;
  private final Growth growth;
  private final boolean byGrowth;
  private final boolean known;
  private final @Nullable Departures departures;
  private double treatmentNow = Double.NaN;
  private double walked;

  private MetricStream(MetricPast past, JudgeSettings settings) {
    this.past = past;
    List<Integer> placebos = past.placebos(settings.placebos());
    boolean hasNull = !placebos.isEmpty();
    byGrowth = past.spec.kind() == Kind.RESOURCE && !hasNull;
    growth = new Growth(past.skipped);
    walk = new Walk(past, past.length, hasNull);
    known = past.isKnown() && !Double.isNaN(walk.level());
    List<Walk> walks = byGrowth ? List.of() : walks(placebos);
    double floor = floor(past.spec, settings, walk.level(), hasNull);
    noise = new Noise(past, walk, walks, floor);
    double bad = past.isBadUp() && past.isBadDown() ? 0 : past.isBadUp() ? 1 : -1;
    departures = byGrowth ? null : Departures.of(past, bad);
  }

  /** A stream that has seen no sample yet. */
  public static MetricStream of(MetricPast past, JudgeSettings settings) {
    return new MetricStream(past, settings);
  }

  private List<Walk> walks(List<Integer> placebos) {
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
    boolean rate = spec.kind() == Kind.ERROR_RATE || spec.kind() == Kind.SUCCESS_RATE;
    if (spec.minimumEffect() > 0) {
      return spec.minimumEffect() * (rate ? 1 : Math.abs(level)) / settings.threshold();
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
      double beside = control.length == 0 ? 1 : mean(control);
      treatmentNow = mean(treatment);
      double ratio = treatmentNow / beside;
      growth.take(past.spec.badDirection() == MetricSpec.BadDirection.DECREASE ? 1 / ratio : ratio);
      return;
    }
    treatmentNow = past.treatmentAt(treatment);
    double[] beside = past.controlsAt(control);
    walk.take(treatmentNow, beside);
    if (departures != null && walk.taken() > past.skipped) {
      departures.take(treatmentNow, beside);
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
    return departures == null
        ? walked
        : Math.min(walked, -Math.log(departures.probability()) / JudgeSettings.TAIL);
  }

  /**
   * The worst window so far: how far it was from what was expected.
   *
   * @param threshold of the score, which sets the width of the interval
   */
  Effect effect(double threshold) {
    if (byGrowth) {
      double size = Math.expm1(threshold * growth.size());
      double effect = growth.effect();
      return new Effect(effect, effect - size, effect + size, Walk.UP);
    }
    Noise.Best best = noise.of(walk);
    double level = Math.abs(walk.level());
    boolean spread = best.channel() == Walk.SPREAD;
    double unit = spread ? walk.usualStep() : level;
    double sign = best.channel() == Walk.DOWN ? -1 : 1;
    double excess = walk.largest(best.channel(), best.window());
    double margin = threshold * noise.size(best);
    double estimate = sign * excess / unit;
    return new Effect(estimate, estimate - margin / unit, estimate + margin / unit, best.channel());
  }

  /** What the changed targets are compared with, in words. */
  String comparison() {
    if (byGrowth) {
      return "their first samples since the change, beside unchanged targets";
    }
    String placebo = past.placebos(2).isEmpty() ? "" : " (and placebo changes in the past)";
    if (!past.controls.isEmpty()) {
      return "unchanged targets, minus their difference before" + placebo;
    }
    int days = past.day == 0 ? 0 : past.length / past.day;
    return days >= 2
        ? "the same time on earlier days and their own level before" + placebo
        : "their own level before" + placebo;
  }

  /** The newest value of the changed targets as one; NaN without a sample. */
  double observed() {
    return treatmentNow;
  }

  /** What the changed targets should have shown at the newest sample; NaN where unknown. */
  double expected() {
    return byGrowth ? Double.NaN : walk.baseline().middle;
  }

  /**
   * @param estimate 0.2 = 20 % above what was expected; for restlessness above the usual step
   * @param low lower end of its interval at the threshold
   * @param high upper end
   * @param channel see {@link Walk}
   */
  record Effect(double estimate, double low, double high, int channel) {}

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
