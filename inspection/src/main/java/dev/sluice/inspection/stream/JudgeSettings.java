package dev.sluice.inspection.stream;

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

  public static final JudgeSettings DEFAULT = new JudgeSettings(0.01, 0.05, 0.6, 40, 0.8);

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

  /** A metric fails above this score. */
  double threshold() {
    return -Math.log(alpha) / TAIL;
  }
}
