package dev.sluice.inspection.stream;

import java.nio.ByteBuffer;

/** The window that stood out most since the change. */
final class Worst {
  private final Noise noise;

  /** What a window must be beyond to be worse, in the stage that was last looked at. */
  private final float[] limits;

  private int stage = -1;
  private Noise.Best best = Noise.Best.NONE;

  /**
   * @param noise what windows do without a change
   */
  Worst(Noise noise) {
    this.noise = noise;
    limits = new float[noise.layout.count()];
  }

  /** Whether the newest windows are worse than any before. */
  boolean take(Walk walk) {
    if (walk.stage() != stage) {
      stage = walk.stage();
      noise.limit(stage, best.score(), limits);
    }
    if (!walk.exceeds(limits)) {
      return false;
    }
    best = noise.worse(walk, best);
    noise.limit(stage, best.score(), limits);
    return true;
  }

  /** In units of the noise; 0 where nothing stood out. */
  double score() {
    return best.score();
  }

  /** That of the newest windows alone. */
  double newest(Walk walk) {
    return noise.worse(walk, Noise.Best.NONE).score();
  }

  /** See {@link Noise#worstPlausible}. */
  double worstPlausible(Walk walk) {
    return noise.worstPlausible(walk);
  }

  /** See {@link Walk}. */
  int channel() {
    return noise.layout.channel(best.at());
  }

  /** Its mean, in the metric's unit. */
  double excess() {
    return best.excess();
  }

  /** As large a mean excess as this scores 1 there. */
  double size() {
    return noise.size(best);
  }

  /** Samples in it. */
  int length() {
    return noise.layout.length(best.at());
  }

  /** The sample since the change, from 0, with which it began. */
  int begin() {
    return Math.max(0, best.end() + 1 - length());
  }

  void write(ByteBuffer out) {
    best.write(out);
  }

  void read(ByteBuffer in) {
    best = Noise.Best.read(in);
    stage = -1;
  }
}
