package dev.sluice.domain.control;

/**
 * What a model says of a change.
 *
 * @param probability that it fails, 0 to 1
 * @param level 1 (harmless) to 5 (dangerous)
 */
public record RiskEstimate(double probability, int level) {
  public RiskEstimate {
    if (!(probability >= 0 && probability <= 1) || level < 1 || level > 5) {
      throw new IllegalArgumentException(
          "a probability lies in 0 to 1 and a level in 1 to 5: " + probability + ", " + level);
    }
  }
}
