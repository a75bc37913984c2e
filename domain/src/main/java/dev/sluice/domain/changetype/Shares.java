package dev.sluice.domain.changetype;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Shares of a number of targets, in percent. */
public final class Shares {
  static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private Shares() {}

  /**
   * So many targets, rounded up: a small share of few targets is one target, not none.
   *
   * @param percent above 0, at most 100
   */
  public static int of(BigDecimal percent, int targets) {
    return percent
        .multiply(BigDecimal.valueOf(targets))
        .divide(HUNDRED, 0, RoundingMode.CEILING)
        .intValueExact();
  }

  static boolean isShare(BigDecimal percent) {
    return percent.signum() > 0 && percent.compareTo(HUNDRED) <= 0;
  }
}
