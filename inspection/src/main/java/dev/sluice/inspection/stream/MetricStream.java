package dev.sluice.inspection.stream;

import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.inspection.MetricSpec.Kind;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * One metric of a running change. Takes a sample at a time, in work that does not grow with the
 * bake, and says how far the worst of them is from what the same statistic does without a change.
 */
public abstract sealed class MetricStream permits GrowthStream, WindowStream {
  static final int MOST_BYTES = 2048;

  final Terms terms;

  MetricStream(Terms terms) {
    this.terms = terms;
  }

  /** A stream that has seen no sample yet. */
  public static MetricStream of(MetricPast past, JudgeSettings settings) {
    List<Placebo> placebos = Placebo.of(past, settings.placebos());
    return past.terms.spec().kind() == Kind.RESOURCE && placebos.isEmpty()
        ? new GrowthStream(past, settings)
        : new WindowStream(past, settings, placebos);
  }

  /** Goes on from a state that a stream with the same past and settings gave. */
  public static MetricStream of(MetricPast past, JudgeSettings settings, byte[] state) {
    MetricStream stream = of(past, settings);
    stream.read(ByteBuffer.wrap(state));
    return stream;
  }

  /**
   * @param treatment one value for each changed target, in the order of the past; NaN without one
   * @param control one for each unchanged target
   * @return whether the score may be another than before
   */
  public abstract boolean take(double[] treatment, double[] control);

  /**
   * The same for a rate whose requests were counted.
   *
   * @param requests numbers behind the values of the changed targets
   * @param requestsBeside numbers behind those of the unchanged ones
   * @return whether the score may be another than before
   */
  public abstract boolean take(
      double[] treatment, double[] control, double[] requests, double[] requestsBeside);

  /** Whether this metric can be judged at all. */
  public abstract boolean isKnown();

  /** In units of what is usual without a change; NaN where that can't be told. */
  public abstract double score();

  /** Whether what it says is of some of the changed targets, and the others are as ever. */
  boolean isOfSome() {
    return false;
  }

  /** Samples since the start-up that could be compared. */
  abstract int known();

  /** How far the newest samples stand out, on the scale of the score. */
  abstract double newest();

  /**
   * How bad it may be in truth, in the unit of {@link MetricSpec#minimumEffect}; NaN before there
   * are enough samples to tell.
   */
  abstract double worstPlausible();

  /**
   * What stood out most so far: how far it was from what was expected.
   *
   * @param threshold of the score, which sets the width of the interval
   */
  abstract EffectSize effect(double threshold);

  /** How often a harmless change scores as much. */
  abstract double share(double score);

  /** What the changed targets are compared with, in words. */
  abstract String comparison();

  /** The newest value of the changed targets as one; NaN without a sample. */
  abstract double observedNow();

  /** What the changed targets should have shown at the newest sample; NaN where unknown. */
  abstract double expectedNow();

  /**
   * The sample since the change, from 0, with which what stands out begins; 0 where that can't be
   * told.
   */
  abstract int onset();

  /** Samples taken since the change, with or without a value. */
  abstract int taken();

  /**
   * Most bytes that {@link #write} writes: 2 KiB, and something for each target whose requests are
   * counted.
   */
  int bytes() {
    return MOST_BYTES;
  }

  abstract void write(ByteBuffer out);

  abstract void read(ByteBuffer in);

  /** Whether its targets have no past, and are compared with unchanged ones in level. */
  final boolean isFresh() {
    return terms.peers() != null;
  }

  final MetricSpec spec() {
    return terms.spec();
  }

  /** The state, seldom more than 2 KiB: with the same past it gives the same stream again. */
  public final byte[] state() {
    ByteBuffer out = ByteBuffer.allocate(bytes());
    write(out);
    byte[] state = new byte[out.position()];
    out.flip().get(state);
    return state;
  }
}
