package dev.sluice.inspection.stream;

import java.util.Map;

/**
 * How strictly is judged. The defaults are those of the figures in {@code docs/inspection.md}.
 *
 * @param alpha how often a change that does no harm may be failed, over all looks, in (0, 0.5)
 * @param minimumEffect smallest effect that matters where the metric names none, as a share of its
 *     level, 0 or above
 * @param minimumLatencyEffect the same for latencies of targets without a usable past: a fresh
 *     process may warm up
 * @param placebos at most so many changes that were not made are tried on the past, 2 or above
 * @param metricAllowance added to the threshold for each e-fold of metrics in one role
 */
public record JudgeSettings(
    double alpha,
    double minimumEffect,
    double minimumLatencyEffect,
    int placebos,
    double metricAllowance) {

  /** The decline of the score's tail, found on labelled changes: a share of exp(-1.7 score). */
  static final double TAIL = 1.7;

  public static final JudgeSettings DEFAULT = new JudgeSettings(0.01, 0.025, 0.8, 24, 1);

  public JudgeSettings {
    if (!(alpha > 0 && alpha < 0.5)) {
      throw new IllegalArgumentException("alpha must lie in (0, 0.5): " + alpha);
    }
    if (!(minimumEffect >= 0) || !(minimumLatencyEffect >= 0) || !(metricAllowance >= 0)) {
      throw new IllegalArgumentException("effects and allowances are 0 or above");
    }
    if (placebos < 2) {
      throw new IllegalArgumentException("placebos must be 2 or above: " + placebos);
    }
  }

  /** The same, as strict as this alpha asks for. */
  public JudgeSettings withAlpha(double other) {
    return new JudgeSettings(other, minimumEffect, minimumLatencyEffect, placebos, metricAllowance);
  }

  /**
   * The same with other values, by the names of this record's components.
   *
   * @throws IllegalArgumentException for a setting there is not, or a value out of its range
   */
  public JudgeSettings with(Map<String, String> values) {
    JudgeSettings changed = this;
    for (Map.Entry<String, String> entry : values.entrySet()) {
      changed = changed.with(entry.getKey(), number(entry.getKey(), entry.getValue()));
    }
    return changed;
  }

  private JudgeSettings with(String name, double value) {
    return switch (name) {
      case "alpha" -> withAlpha(value);
      case "minimumEffect" ->
          new JudgeSettings(alpha, value, minimumLatencyEffect, placebos, metricAllowance);
      case "minimumLatencyEffect" ->
          new JudgeSettings(alpha, minimumEffect, value, placebos, metricAllowance);
      case "placebos" ->
          new JudgeSettings(
              alpha, minimumEffect, minimumLatencyEffect, (int) value, metricAllowance);
      case "metricAllowance" ->
          new JudgeSettings(alpha, minimumEffect, minimumLatencyEffect, placebos, value);
      default ->
          throw new IllegalArgumentException(
              "the judge has no setting %s; it has alpha, minimumEffect, minimumLatencyEffect,"
                      .formatted(name)
                  + " placebos and metricAllowance");
    };
  }

  private static double number(String name, String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException _) {
      throw new IllegalArgumentException(
          "the judge's setting %s must be a number, not %s".formatted(name, text));
    }
  }

  /** A metric fails above this score. */
  double threshold() {
    return -Math.log(alpha) / TAIL;
  }
}
