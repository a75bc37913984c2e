package dev.sluice.cli.evaluate.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Figures as a person reads them. */
final class Rounded {
  private static final String NOTHING = "-";

  private Rounded() {}

  /** "0.05"; a dash for NaN. */
  static String two(double value) {
    // From the exact binary value, as the C library rounds, so that figures compare with others'.
    return Double.isFinite(value)
        ? new BigDecimal(value).setScale(2, RoundingMode.HALF_EVEN).toPlainString()
        : NOTHING;
  }

  /** Three significant digits; a dash for NaN. */
  static String three(double value) {
    if (!Double.isFinite(value)) {
      return NOTHING;
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(3, RoundingMode.HALF_EVEN));
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  /** "0.123"; a dash for NaN. */
  static String fixedThree(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.3f", value) : NOTHING;
  }
}
