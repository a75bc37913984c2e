package dev.sluice.inspection.risk;

import java.util.List;

/**
 * What a probability of harm means as a risk from 1 to 5: how its odds compare with those of a
 * change about which nothing is known. Odds and not probabilities, so that risk 5 can be reached
 * where much does harm, too.
 *
 * @param baseRate share of the changes learned from that did harm, above 0, below 1
 */
public record RiskLevels(double baseRate) {
  /** Multiples of the base odds from which on risk is 2, 3, 4, 5. */
  private static final List<Double> FROM = List.of(0.5, 1.0, 2.0, 3.0);

  public RiskLevels {
    if (!(baseRate > 0 && baseRate < 1)) {
      throw new IllegalArgumentException("a base rate must lie between 0 and 1: " + baseRate);
    }
  }

  /**
   * 1 (below half the base odds), 2 (below the base odds), 3 (below twice), 4 (below three times),
   * 5.
   *
   * @param probability 0 to 1
   */
  public int of(double probability) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException("a probability must lie in 0 to 1: " + probability);
    }
    int level = 1;
    for (int next = 2; next <= FROM.size() + 1; next++) {
      if (probability >= lowest(next)) {
        level = next;
      }
    }
    return level;
  }

  /**
   * The lowest probability that means this risk.
   *
   * @param level 1 to 5
   */
  public double lowest(int level) {
    if (level == 1) {
      return 0;
    }
    double odds = FROM.get(level - 2) * baseRate / (1 - baseRate);
    return odds / (1 + odds);
  }
}
