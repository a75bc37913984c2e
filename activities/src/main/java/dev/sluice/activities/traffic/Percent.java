package dev.sluice.activities.traffic;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Shares for people. */
final class Percent {
  private Percent() {}

  /** {@code 0.2} as {@code 20 %}, with a digit after the point where it has one. */
  static String words(double share) {
    BigDecimal percent =
        BigDecimal.valueOf(share * 100).setScale(1, RoundingMode.HALF_UP).stripTrailingZeros();
    return percent.toPlainString() + " %";
  }
}
