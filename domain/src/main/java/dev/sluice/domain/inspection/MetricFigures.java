package dev.sluice.domain.inspection;

import dev.sluice.domain.inspection.MetricSpec.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Numbers, times and names of an inspection as people read them. */
public final class MetricFigures {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String UNKNOWN = "unknown";
  private static final int NAMED = 3;
  private static final double UNSEEN = 0.005;

  private MetricFigures() {}

  /**
   * A level, in the metric's own unit.
   *
   * @param metric the metric's name; resources are bytes where it says so
   * @param value seconds, shares of one, bytes or counts; NaN when nothing was measured
   */
  public static String level(String metric, Kind kind, double value) {
    if (!Double.isFinite(value)) {
      return UNKNOWN;
    }
    return switch (kind) {
      case LATENCY -> seconds(value);
      case ERROR_RATE, SUCCESS_RATE -> rounded(100 * value) + " %";
      case RESOURCE -> countsBytes(metric) ? bytes(value) : scaled(value);
      case LOAD, BUSINESS -> scaled(value);
    };
  }

  /**
   * How far from what was expected.
   *
   * @param effect 0.2 = 20 % above; NaN where it can't be told
   */
  public static String effect(double effect) {
    if (!Double.isFinite(effect)) {
      return UNKNOWN;
    }
    if (Math.abs(effect) < UNSEEN) {
      return "none";
    }
    return effect < 2 ? signedPercent(effect) : times(1 + effect);
  }

  /** A share with its sign: 0.2 is {@code +20 %}. */
  public static String signedPercent(double share) {
    if (!Double.isFinite(share)) {
      return UNKNOWN;
    }
    double percent = 100 * share;
    return Math.abs(percent) < 1e5
        ? String.format(Locale.ROOT, "%+.0f %%", percent)
        : String.format(Locale.ROOT, "%+.1e %%", percent);
  }

  /** A share without a sign: 0.2 is {@code 20 %}. */
  public static String percent(double share) {
    return Double.isFinite(share) ? rounded(100 * share) + " %" : UNKNOWN;
  }

  /** A factor: {@code 2.5 times}. */
  public static String times(double factor) {
    return (Math.abs(factor) < 1e5 ? rounded(factor) : scaled(factor)) + " times";
  }

  /** A difference of two rates in percentage points. */
  public static String points(double difference) {
    return rounded(100 * difference) + " points";
  }

  public static String clock(Instant time) {
    return CLOCK.format(time);
  }

  public static String duration(Duration duration) {
    if (duration.toSeconds() >= 120) {
      return "%d min".formatted(duration.toMinutes());
    }
    return rounded(Math.rint(duration.toMillis() / 100.0) / 10) + " s";
  }

  /** The first three, and how many more. */
  public static String names(List<String> names) {
    String named = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
    return names.size() > NAMED ? "%s and %d more".formatted(named, names.size() - NAMED) : named;
  }

  private static String seconds(double value) {
    double size = Math.abs(value);
    if (size >= 1 || size == 0) {
      return scaled(value) + " s";
    }
    return size >= 1e-3 ? rounded(1e3 * value) + " ms" : rounded(1e6 * value) + " µs";
  }

  private static boolean countsBytes(String metric) {
    String name = metric.toLowerCase(Locale.ROOT);
    return name.contains("bytes") || name.contains("memory");
  }

  private static String bytes(double value) {
    double size = Math.abs(value);
    if (size >= 1e9) {
      return rounded(value / 1e9) + " GB";
    }
    return size >= 1e6 ? rounded(value / 1e6) + " MB" : rounded(value / 1e3) + " kB";
  }

  private static String scaled(double value) {
    double size = Math.abs(value);
    if (size >= 1e9) {
      return rounded(value / 1e9) + " G";
    }
    if (size >= 1e6) {
      return rounded(value / 1e6) + " M";
    }
    return size >= 1e4 ? rounded(value / 1e3) + " k" : rounded(value);
  }

  /** About three digits; an exponent only where there is no other way. */
  private static String rounded(double value) {
    double size = Math.abs(value);
    if (size >= 1e6 || (size < 1e-3 && size > 0)) {
      return String.format(Locale.ROOT, "%.2e", value);
    }
    int digits = size == 0 || size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : 4;
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP);
    return (digits == 0 ? rounded : rounded.stripTrailingZeros()).toPlainString();
  }
}
