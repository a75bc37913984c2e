package dev.sluice.inspection.stream;

import java.util.List;

/**
 * How much more the numbers of bad requests scatter than those of independent requests would:
 * squares of how far counts are from what is expected, by their binomial variance. Bursts that last
 * show in blocks of several intervals only, where the counts of each target are compared with its
 * own rate.
 */
final class CountScatter {
  private static final int FEWEST = 10;
  private static final int FEWEST_BLOCKS = 20;
  private static final int[] BLOCKS = {2, 4, 8, 16};

  private final boolean badIsHigh;
  private final Mean single = new Mean();
  private final Mean[] blocks = new Mean[BLOCKS.length];

  private static final class Mean {
    private double sum;
    private int count;

    void add(double square) {
      sum += square;
      count++;
    }

    /** At least 1, and 1 where there are too few. */
    double atLeastOne(int fewest) {
      return count < fewest ? 1 : Math.max(1, sum / count);
    }
  }

  CountScatter(boolean badIsHigh) {
    this.badIsHigh = badIsHigh;
    for (int b = 0; b < blocks.length; b++) {
      blocks[b] = new Mean();
    }
  }

  /**
   * @param values by target and interval
   * @param weights numbers of requests, in the same shape
   * @param rate of bad requests of all these targets
   */
  void add(List<double[]> values, List<double[]> weights, double rate) {
    for (int j = 0; j < values.size(); j++) {
      add(values.get(j), weights.get(j), 1, rate, single);
      Requests own = requests(values.get(j), weights.get(j), 0, values.get(j).length);
      for (int b = 0; b < blocks.length; b++) {
        add(values.get(j), weights.get(j), BLOCKS[b], own.rate(), blocks[b]);
      }
    }
  }

  private void add(double[] values, double[] weights, int block, double rate, Mean into) {
    if (!(rate > 0 && rate < 1)) {
      return;
    }
    for (int from = 0; from + block <= values.length; from += block) {
      Requests some = requests(values, weights, from, from + block);
      double away = some.rate() - rate;
      if (some.all() > 0) {
        into.add(away * away * some.all() / (rate * (1 - rate)));
      }
    }
  }

  private Requests requests(double[] values, double[] weights, int from, int to) {
    Requests requests = new Requests();
    for (int i = from; i < to; i++) {
      requests.take(CountedPast.badRate(values[i], badIsHigh), weights[i]);
    }
    return requests;
  }

  /** By how much counts are to be divided, at least 1. */
  double overdispersion() {
    double most = single.atLeastOne(FEWEST);
    for (Mean each : blocks) {
      most = Math.max(most, each.atLeastOne(FEWEST_BLOCKS));
    }
    return most;
  }
}
