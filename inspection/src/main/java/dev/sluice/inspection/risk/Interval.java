package dev.sluice.inspection.risk;

/**
 * Where a share most likely lies that was counted on few.
 *
 * @param low at least 0
 * @param high at most 1
 */
public record Interval(double low, double high) {
  /** Two-sided 95 % of the normal distribution. */
  private static final double Z = 1.959963984540054;

  /**
   * The 95 % interval of a share by its score test (Wilson 1927), which holds for few and for rare.
   *
   * @param share 0 to 1
   * @param of how many it was counted on, at least 1
   */
  public static Interval around(double share, int of) {
    double spread = Z * Z / of;
    double middle = (share + spread / 2) / (1 + spread);
    double half = Z / (1 + spread) * Math.sqrt(share * (1 - share) / of + spread / of / 4);
    return new Interval(Math.max(0, middle - half), Math.min(1, middle + half));
  }
}
