package dev.sluice.inspection.stream;

import java.util.List;

/**
 * How much more the numbers of bad requests scatter than those of independent requests would:
 * squares of how far counts are from what is expected, by their binomial variance. What lasts shows
 * in blocks of several intervals only, where the counts of each target are compared with its own
 * rate. Bursts are left out.
 */
final class CountScatter {
  private static final int FEWEST = 10;
  private static final int FEWEST_BLOCKS = 20;
  private static final int[] BLOCKS = {2, 4, 8, 16};

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

  CountScatter() {
    for (int b = 0; b < blocks.length; b++) {
      blocks[b] = new Mean();
    }
  }

  /** Takes targets that have one rate between bursts. */
  void add(List<CountedSeries> targets) {
    Requests together = new Requests();
    targets.forEach(target -> together.add(target.usual()));
    for (CountedSeries target : targets) {
      add(target, 1, together.rate(), single);
      double own = target.usual().rate();
      for (int b = 0; b < blocks.length; b++) {
        add(target, BLOCKS[b], own, blocks[b]);
      }
    }
  }

  private static void add(CountedSeries target, int block, double rate, Mean into) {
    if (!(rate > 0 && rate < 1)) {
      return;
    }
    for (int from = 0; from + block <= target.length(); from += block) {
      Requests some = target.usual(from, from + block);
      double away = some.rate() - rate;
      if (some.all() > 0) {
        into.add(away * away * some.all() / (rate * (1 - rate)));
      }
    }
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
