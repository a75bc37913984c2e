package dev.sluice.workflows.change;

import dev.sluice.proto.v1.Evidence;
import dev.sluice.proto.v1.MetricKind;
import java.util.Locale;

/** A metric's numbers with their units, as people read them. */
final class MetricFigures {
  private static final String UNKNOWN = "unknown";

  private MetricFigures() {}

  /**
   * A level, in the metric's own unit.
   *
   * @param metric the metric's name; resources are bytes where it says so
   * @param value seconds, shares of one, bytes or counts; NaN when nothing was measured
   */
  static String level(String metric, MetricKind kind, double value) {
    if (!Double.isFinite(value)) {
      return UNKNOWN;
    }
    return switch (kind) {
      case LATENCY -> seconds(value);
      case ERROR_RATE, SUCCESS_RATE -> rounded(100 * value) + " %";
      case RESOURCE -> countsBytes(metric) ? bytes(value) : scaled(value);
      case LOAD, BUSINESS, METRIC_KIND_UNSPECIFIED, UNRECOGNIZED -> scaled(value);
    };
  }

  /** How far from what was expected. */
  static String effect(Evidence evidence) {
    if (evidence.getObserved() == evidence.getExpected()) {
      return "none";
    }
    if (!evidence.hasEffect() || !Double.isFinite(evidence.getEffect())) {
      return UNKNOWN;
    }
    double effect = evidence.getEffect();
    if (Math.abs(effect) < 0.005) {
      return "none";
    }
    return effect < 2
        ? String.format(Locale.ROOT, "%+.0f %%", 100 * effect)
        : rounded(1 + effect) + " times";
  }

  private static String seconds(double value) {
    return Math.abs(value) < 1 ? rounded(1_000 * value) + " ms" : rounded(value) + " s";
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

  /** About three digits, never an exponent. */
  private static String rounded(double value) {
    double size = Math.abs(value);
    int digits = size == 0 || size >= 100 ? 0 : size >= 10 ? 1 : 2;
    String text = String.format(Locale.ROOT, "%." + digits + "f", value);
    return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
  }
}
