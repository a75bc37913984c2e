package dev.sluice.inspection.judge;

import dev.sluice.domain.inspection.MetricSpec;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Numbers, times and names as people read them. */
final class Figures {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int NAMED = 3;

  private Figures() {}

  /** A level in the metric's unit. */
  static String level(MetricSpec metric, double value) {
    return switch (metric.kind()) {
      case LATENCY -> seconds(value);
      case ERROR_RATE, SUCCESS_RATE -> percent(value);
      case RESOURCE -> countsBytes(metric.name()) ? scaled(value) + "B" : scaled(value).strip();
      case LOAD, BUSINESS -> scaled(value).strip();
    };
  }

  static String percent(double share) {
    return rounded(100 * share, 2) + " %";
  }

  static String times(double factor) {
    return rounded(factor, factor < 10 ? 2 : 3);
  }

  static String clock(Instant time) {
    return CLOCK.format(time);
  }

  static String duration(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds >= 120) {
      return "%d min".formatted(duration.toMinutes());
    }
    return seconds >= 10 ? seconds + " s" : rounded(duration.toMillis() / 1e3, 2) + " s";
  }

  static String names(List<String> names) {
    String named = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
    return names.size() > NAMED ? "%s and %d more".formatted(named, names.size() - NAMED) : named;
  }

  private static String seconds(double value) {
    double size = Math.abs(value);
    if (size >= 1 || size == 0) {
      return rounded(value, 2) + " s";
    }
    return size >= 1e-3 ? rounded(value * 1e3, 2) + " ms" : rounded(value * 1e6, 2) + " µs";
  }

  private static boolean countsBytes(String metric) {
    String name = metric.toLowerCase(Locale.ROOT);
    return name.contains("bytes") || name.contains("memory");
  }

  private static String scaled(double value) {
    double size = Math.abs(value);
    if (size >= 1e15 || (size < 1e-3 && size > 0)) {
      return rounded(value, 3) + " ";
    }
    if (size >= 1e9) {
      return rounded(value / 1e9, 3) + " G";
    }
    if (size >= 1e6) {
      return rounded(value / 1e6, 3) + " M";
    }
    return size >= 1e4 ? rounded(value / 1e3, 3) + " k" : rounded(value, 3) + " ";
  }

  private static String rounded(double value, int digits) {
    if (!Double.isFinite(value)) {
      return "unknown";
    }
    BigDecimal number = new BigDecimal(value).round(new MathContext(digits));
    double size = Math.abs(value);
    return size != 0 && (size >= 1e9 || size < 1e-4)
        ? number.stripTrailingZeros().toString()
        : number
            .setScale(Math.max(0, Math.min(6, number.scale())), RoundingMode.HALF_EVEN)
            .stripTrailingZeros()
            .toPlainString();
  }
}
