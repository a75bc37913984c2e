package dev.sluice.cli.report;

import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Numbers, times and lengths of time as people write them. */
public final class Quantity {
  private static final MathContext FOUR_DIGITS = new MathContext(4, RoundingMode.HALF_UP);
  private static final double SMALLEST_PLAIN = 1e-4;
  private static final double LARGEST_PLAIN = 1e9;

  private Quantity() {}

  /** Four significant digits: "0.0123", "1250", "3.2e-07". */
  public static String number(double value) {
    if (Double.isNaN(value)) {
      return "no data";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "infinite" : "-infinite";
    }
    double size = Math.abs(value);
    if (size != 0 && (size < SMALLEST_PLAIN || size >= LARGEST_PLAIN)) {
      return String.format(Locale.ROOT, "%.3g", value);
    }
    BigDecimal rounded = new BigDecimal(value).round(FOUR_DIGITS);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  /** A ratio as percent with its sign: 0.2 is "+20 %". */
  public static String signedPercent(double ratio) {
    String percent = number(ratio * 100);
    return (ratio > 0 ? "+" : "") + percent + " %";
  }

  /** "1 target", "3 targets". */
  public static String count(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  /** The two biggest units: "45s", "5m30s", "2h", "3d4h". */
  public static String length(Duration length) {
    if (length.isNegative()) {
      return "-" + length(length.negated());
    }
    if (length.toDays() > 0) {
      return two(length.toDays(), "d", length.toHoursPart(), "h");
    }
    if (length.toHours() > 0) {
      return two(length.toHours(), "h", length.toMinutesPart(), "m");
    }
    if (length.toMinutes() > 0) {
      return two(length.toMinutes(), "m", length.toSecondsPart(), "s");
    }
    return length.toSeconds() > 0 || length.isZero()
        ? length.toSeconds() + "s"
        : length.toMillis() + "ms";
  }

  static String length(com.google.protobuf.Duration length) {
    return length(Duration.ofNanos(Durations.toNanos(length)));
  }

  static Instant instant(com.google.protobuf.Timestamp time) {
    Timestamps.checkValid(time);
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }

  private static String two(long big, String bigUnit, int small, String smallUnit) {
    return big + bigUnit + (small == 0 ? "" : small + smallUnit);
  }
}
