package dev.sluice.inspection.stream;

import java.nio.ByteBuffer;
import java.util.List;

/** What was counted on unchanged targets since a change. */
final class CountedBeside {
  private static final int USUAL = 0;
  private static final int BAD = 1;
  private static final int ALL = 2;
  private static final int TARGET = 3;

  private final float[] held;

  /**
   * @param targets what was usual on each
   */
  CountedBeside(List<UsualTarget> targets) {
    held = new float[targets.size() * TARGET];
    for (int j = 0; j < targets.size(); j++) {
      held[j * TARGET + USUAL] = (float) targets.get(j).rate();
    }
  }

  boolean isNobody() {
    return held.length == 0;
  }

  void take(int target, Requests requests) {
    held[target * TARGET + BAD] += (float) requests.bad();
    held[target * TARGET + ALL] += (float) requests.all();
  }

  /** Whether a rate of its own explains better what a target counted than what is usual. */
  private boolean isBursting(int at, double scatter, Bursts bursts) {
    double bad = held[at + BAD] / scatter;
    double all = held[at + ALL] / scatter;
    return all > 0 && BurstPaths.odds(bad, all, held[at + USUAL]) > bursts.rarity();
  }

  /**
   * Whether more than half of the targets have bursts: what makes them befalls all.
   *
   * @param scatter by which counts are divided
   * @param bursts how often they begin
   */
  boolean isBurstCommon(double scatter, Bursts bursts) {
    int bursting = 0;
    for (int at = 0; at < held.length; at += TARGET) {
      bursting += isBursting(at, scatter, bursts) ? 1 : 0;
    }
    return 2 * bursting * TARGET > held.length;
  }

  /** Requests of the targets without bursts; of all where what makes them befalls all. */
  Requests usual(double scatter, Bursts bursts) {
    boolean common = isBurstCommon(scatter, bursts);
    Requests requests = new Requests();
    for (int at = 0; at < held.length; at += TARGET) {
      if (common || !isBursting(at, scatter, bursts)) {
        requests.add(held[at + BAD], held[at + ALL]);
      }
    }
    return requests;
  }

  int bytes() {
    return Float.BYTES * held.length;
  }

  void write(ByteBuffer out) {
    for (float one : held) {
      out.putFloat(one);
    }
  }

  void read(ByteBuffer in) {
    for (int i = 0; i < held.length; i++) {
      held[i] = in.getFloat();
    }
  }
}
