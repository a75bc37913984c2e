package dev.sluice.inspection.stream;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.numbers.gamma.LogBeta;

/**
 * What was counted on the changed targets since a change, and the bursts in it: of each target the
 * likeliest course of a chain that is in a burst or not (A. Viterbi, "Error bounds for
 * convolutional codes and an asymptotically optimum decoding algorithm", IEEE Trans. Inf. Theory
 * 13, 1967). What the courses that end in a burst and between bursts have in common is settled.
 */
final class BurstPaths {
  private static final double PRIOR = 0.5;
  private static final double LOG_PRIOR = LogBeta.value(PRIOR, PRIOR);
  private static final float MOST = Math.nextDown(1f);

  /** Where it stands what is settled of all targets. */
  private static final int BAD = 0;

  private static final int ALL = 1;
  private static final int BEGUN = 2;
  private static final int EARLY = 3;
  private static final int FIRST_TARGET = 4;

  /** Where it stands what is held of a target, from where that begins. */
  private static final int USUAL = 0;

  private static final int AHEAD = 1;
  private static final int COUNTED_BAD = 2;
  private static final int COUNTED_ALL = 3;
  private static final int LASTING = 4;
  private static final int PENDING_BAD = 5;
  private static final int PENDING_ALL = 6;
  private static final int PENDING_LASTING = 7;
  private static final int PENDING_BEGUN = 8;
  private static final int PENDING_EARLY = 9;
  private static final int TARGET = 10;

  /** All in one: objects for each target would hold more than a live metric may. */
  private final float[] held;

  private final int skipped;
  private int intervals;

  /**
   * @param targets what was usual on each
   * @param expected rise of the rate that the author expects
   * @param bursts how often they begin and end
   * @param skipped intervals since the change that are not looked at
   */
  BurstPaths(List<UsualTarget> targets, double expected, Bursts bursts, int skipped) {
    this.skipped = skipped;
    held = new float[FIRST_TARGET + targets.size() * TARGET];
    for (int j = 0; j < targets.size(); j++) {
      UsualTarget target = targets.get(j);
      double ahead = target.ahead();
      for (int i = 0; i < skipped; i++) {
        ahead = bursts.ahead(ahead, 0);
      }
      held[at(j) + USUAL] = Math.min(MOST, (float) (target.rate() + expected));
      held[at(j) + AHEAD] = (float) ahead;
    }
  }

  private static int at(int target) {
    return FIRST_TARGET + target * TARGET;
  }

  /**
   * How much better a rate of its own explains what was counted than the usual rate does: a
   * logarithm. Fewer bad requests than usual make no burst.
   *
   * @param bad requests, less for what makes them scatter
   * @param all requests, less by the same factor
   * @param usual the rate between bursts, within 0 and 1
   */
  static double odds(double bad, double all, double usual) {
    double odds =
        LogBeta.value(PRIOR + bad, PRIOR + all - bad)
            - LOG_PRIOR
            - bad * Math.log(usual)
            - (all - bad) * Math.log1p(-usual);
    return bad > usual * all ? odds : Math.min(0, odds);
  }

  int targets() {
    return (held.length - FIRST_TARGET) / TARGET;
  }

  /**
   * Takes what one target counted in one interval.
   *
   * @param scatter by which counts are divided
   * @param bursts how often they begin and end
   */
  void take(int target, Requests requests, double scatter, Bursts bursts) {
    int at = at(target);
    boolean first = held[at + COUNTED_ALL] == 0;
    float ahead = held[at + AHEAD];
    if (bursts.isOverAfter(ahead)) {
      settle(at);
    } else if (bursts.beginsAfter(ahead)) {
      forget(at);
      held[at + PENDING_BEGUN] = 1;
      held[at + PENDING_EARLY] = first ? 1 : 0;
    }
    held[at + COUNTED_BAD] += (float) requests.bad();
    held[at + COUNTED_ALL] += (float) requests.all();
    held[at + PENDING_BAD] += (float) requests.bad();
    held[at + PENDING_ALL] += (float) requests.all();
    held[at + PENDING_LASTING]++;
    double odds = odds(requests.bad() / scatter, requests.all() / scatter, held[at + USUAL]);
    held[at + AHEAD] = (float) bursts.ahead(ahead, odds);
    // One may have begun in those that were skipped, too.
    intervals += first ? 1 + skipped : 1;
  }

  private void settle(int at) {
    held[BAD] += held[at + PENDING_BAD];
    held[ALL] += held[at + PENDING_ALL];
    held[BEGUN] += held[at + PENDING_BEGUN];
    held[EARLY] += held[at + PENDING_EARLY];
    held[at + LASTING] += held[at + PENDING_LASTING];
    forget(at);
  }

  private void forget(int at) {
    Arrays.fill(held, at + PENDING_BAD, at + TARGET, 0);
  }

  /** Of what is pending on all targets, what is more likely in a burst than not. */
  private double likely(int what) {
    double sum = 0;
    for (int at = FIRST_TARGET; at < held.length; at += TARGET) {
      sum += isLikely(at) ? held[at + what] : 0;
    }
    return sum;
  }

  private boolean isLikely(int at) {
    return held[at + AHEAD] > 0 && held[at + COUNTED_ALL] > 0;
  }

  private boolean isBursting(int at) {
    return held[at + LASTING] > 0 || isLikely(at);
  }

  /** All requests. */
  Requests counted() {
    Requests counted = new Requests();
    for (int at = FIRST_TARGET; at < held.length; at += TARGET) {
      counted.add(held[at + COUNTED_BAD], held[at + COUNTED_ALL]);
    }
    return counted;
  }

  /** All requests of the targets that have bursts. */
  Requests ofBursting() {
    Requests counted = new Requests();
    for (int at = FIRST_TARGET; at < held.length; at += TARGET) {
      if (isBursting(at)) {
        counted.add(held[at + COUNTED_BAD], held[at + COUNTED_ALL]);
      }
    }
    return counted;
  }

  /** How many targets have bursts. */
  int bursting() {
    int count = 0;
    for (int at = FIRST_TARGET; at < held.length; at += TARGET) {
      count += isBursting(at) ? 1 : 0;
    }
    return count;
  }

  /** Requests in bursts, by what is likeliest now. */
  Requests inBursts() {
    Requests requests = new Requests();
    requests.add(held[BAD] + likely(PENDING_BAD), held[ALL] + likely(PENDING_ALL));
    return requests;
  }

  /** The bursts, and all intervals in which there could be some. */
  Bursts bursts() {
    double lasting = likely(PENDING_LASTING);
    for (int at = FIRST_TARGET; at < held.length; at += TARGET) {
      lasting += held[at + LASTING];
    }
    return new Bursts((float) (held[BEGUN] + likely(PENDING_BEGUN)), (float) lasting, intervals);
  }

  /** Bursts that were there at the first look, and may have begun before. */
  double early() {
    return held[EARLY] + likely(PENDING_EARLY);
  }

  int bytes() {
    return Integer.BYTES + held.length * Float.BYTES;
  }

  void write(ByteBuffer out) {
    out.putInt(intervals);
    for (float one : held) {
      out.putFloat(one);
    }
  }

  void read(ByteBuffer in) {
    intervals = in.getInt();
    for (int i = 0; i < held.length; i++) {
      held[i] = in.getFloat();
    }
  }
}
