package dev.sluice.cli.evaluate.cause;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/** Compares two methods on the cases of which exactly one of them is right. */
final class SignTest {
  private SignTest() {}

  /**
   * The exact two-sided sign test: how likely so uneven a split is if both were as good.
   *
   * @param one cases of which only one method is right
   * @param other those of which only the other is
   * @return 0 to 1; 1 where there are none
   */
  static double of(int one, int other) {
    int cases = one + other;
    if (cases == 0) {
      return 1;
    }
    double tail = BinomialDistribution.of(cases, 0.5).cumulativeProbability(Math.min(one, other));
    return Math.min(1, 2 * tail);
  }
}
