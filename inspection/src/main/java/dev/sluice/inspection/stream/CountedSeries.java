package dev.sluice.inspection.stream;

import java.util.Arrays;

/** The requests of one target before a change, interval by interval, and the bursts among them. */
final class CountedSeries {
  private final double[] bad;
  private final double[] all;
  private final boolean[] inBurst;
  private double ahead = Double.NEGATIVE_INFINITY;

  /**
   * @param values rates, NaN without a sample
   * @param weights numbers of requests
   */
  CountedSeries(double[] values, double[] weights, boolean badIsHigh) {
    bad = new double[values.length];
    all = new double[values.length];
    inBurst = new boolean[values.length];
    for (int i = 0; i < values.length; i++) {
      Requests one = new Requests();
      one.take(CountedPast.badRate(values[i], badIsHigh), weights[i]);
      bad[i] = one.bad();
      all[i] = one.all();
    }
  }

  int length() {
    return bad.length;
  }

  /** How many intervals have requests. */
  int intervals() {
    return (int) Arrays.stream(all).filter(each -> each > 0).count();
  }

  /** All requests. */
  Requests counted() {
    Requests requests = new Requests();
    for (int i = 0; i < bad.length; i++) {
      requests.add(bad[i], all[i]);
    }
    return requests;
  }

  /** Those between bursts. */
  Requests usual() {
    return usual(0, bad.length);
  }

  /** Those between bursts in some intervals. */
  Requests usual(int from, int to) {
    Requests requests = new Requests();
    for (int i = from; i < to; i++) {
      if (!inBurst[i]) {
        requests.add(bad[i], all[i]);
      }
    }
    return requests;
  }

  /** How much likelier than not it was in a burst at the end: a logarithm. */
  double ahead() {
    return ahead;
  }

  /**
   * Finds the bursts by what was usual between those found before.
   *
   * @param bursts how often they begin and end
   * @param overdispersion by which counts are divided
   * @return those found
   */
  Bursts find(Bursts bursts, double overdispersion) {
    double usual = usual().smoothedRate();
    boolean[] over = new boolean[bad.length];
    boolean[] begins = new boolean[bad.length];
    ahead = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < bad.length; i++) {
      if (all[i] > 0) {
        over[i] = bursts.isOverAfter(ahead);
        begins[i] = bursts.beginsAfter(ahead);
        double odds = BurstPaths.odds(bad[i] / overdispersion, all[i] / overdispersion, usual);
        ahead = bursts.ahead(ahead, odds);
      }
    }
    return mark(over, begins);
  }

  /** Goes the likeliest course back from its end. */
  private Bursts mark(boolean[] over, boolean[] begins) {
    int begun = 0;
    int lasting = 0;
    boolean in = ahead > 0;
    for (int i = bad.length - 1; i >= 0; i--) {
      inBurst[i] = in && all[i] > 0;
      lasting += inBurst[i] ? 1 : 0;
      begun += inBurst[i] && begins[i] ? 1 : 0;
      in = in ? !begins[i] : over[i];
    }
    return new Bursts(begun, lasting, intervals());
  }

  void forgetBursts() {
    Arrays.fill(inBurst, false);
    ahead = Double.NEGATIVE_INFINITY;
  }
}
