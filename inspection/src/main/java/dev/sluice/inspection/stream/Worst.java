package dev.sluice.inspection.stream;

import java.nio.ByteBuffer;

/** The window that stood out most since the change; the first of all while none did. */
final class Worst {
  private final Noise noise;

  /** What a window must be beyond to be worse, in the stage that was last looked at. */
  private final float[] limits;

  private int limited = -1;

  /** Where the window stands. */
  private byte at;

  /** The stage in which it ended. */
  private byte stage;

  private int end;
  private double excess;
  private double score;

  /**
   * @param noise what windows do without a change
   */
  Worst(Noise noise) {
    this.noise = noise;
    limits = new float[noise.layout.count()];
  }

  /** Whether the newest windows are worse than any before. */
  boolean take(Walk walk) {
    if (walk.stage() != limited) {
      limit(walk.stage());
    }
    if (!walk.exceeds(limits)) {
      return false;
    }
    for (int i = 0; i < limits.length; i++) {
      double newest = noise.score(i, walk.stage(), walk.newest(i));
      if (newest > score) {
        at = (byte) i;
        stage = (byte) walk.stage();
        end = walk.taken() - 1;
        excess = walk.newest(i);
        score = newest;
      }
    }
    limit(walk.stage());
    return true;
  }

  private void limit(int stage) {
    limited = stage;
    noise.limit(stage, score, limits);
  }

  /** In units of the noise; 0 where nothing stood out. */
  double score() {
    return score;
  }

  /** That of the newest windows alone. */
  double newest(Walk walk) {
    double worst = 0;
    for (int i = 0; i < limits.length; i++) {
      worst = Math.max(worst, noise.score(i, walk.stage(), walk.newest(i)));
    }
    return worst;
  }

  /** See {@link Noise#worstPlausible}. */
  double worstPlausible(Walk walk) {
    return noise.worstPlausible(walk);
  }

  /** See {@link Walk}. */
  int channel() {
    return noise.layout.channel(at);
  }

  /** Its mean, in the metric's unit. */
  double excess() {
    return excess;
  }

  /** As large a mean excess as this scores 1 there, in the metric's unit. */
  double size() {
    return noise.calibratedSize(at, stage);
  }

  /** Samples in it. */
  int length() {
    return noise.layout.length(at);
  }

  /** The sample since the change, from 0, with which it began. */
  int begin() {
    return Math.max(0, end + 1 - length());
  }

  void write(ByteBuffer out) {
    out.put(at).put(stage).putInt(end).putDouble(excess).putDouble(score);
  }

  void read(ByteBuffer in) {
    limited = -1;
    at = in.get();
    stage = in.get();
    end = in.getInt();
    excess = in.getDouble();
    score = in.getDouble();
  }
}
