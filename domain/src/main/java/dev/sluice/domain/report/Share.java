package dev.sluice.domain.report;

/**
 * So many of so many.
 *
 * @param part 0 to whole
 * @param whole 0 or more
 */
public record Share(int part, int whole) {
  /** Two-sided 95 % of the normal distribution. */
  private static final double Z = 1.959963984540054;

  public Share {
    if (part < 0 || part > whole) {
      throw new IllegalArgumentException("%d of %d is no share".formatted(part, whole));
    }
  }

  /** 0 to 1; NaN of nothing. */
  public double rate() {
    return (double) part / whole;
  }

  /**
   * The 95 % interval of the rate that these were drawn from; NaN of nothing. Method: Wilson, E. B.
   * (1927), Probable inference, the law of succession, and statistical inference, JASA 22.
   */
  public Interval interval() {
    if (whole == 0) {
      return new Interval(Double.NaN, Double.NaN);
    }
    double n = whole;
    double scale = 1 + Z * Z / n;
    double middle = (rate() + Z * Z / (2 * n)) / scale;
    double half = Z * Math.sqrt(rate() * (1 - rate()) / n + Z * Z / (4 * n * n)) / scale;
    return new Interval(part == 0 ? 0 : middle - half, part == whole ? 1 : middle + half);
  }

  /**
   * Where a rate lies.
   *
   * @param low lower end, 0 to 1
   * @param high upper end, 0 to 1
   */
  public record Interval(double low, double high) {}
}
