package dev.sluice.benchmarks;

import java.util.Locale;
import java.util.Objects;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/**
 * The processor time of one operation over the measured iterations. A machine that does other
 * things too slows some of them: the median says little of that.
 *
 * @param median in microseconds
 * @param least in microseconds
 * @param most in microseconds
 */
record Measurement(double median, double least, double most) {
  private static final double HALF = 50;

  static Measurement of(RunResult result) {
    Statistics iterations =
        Objects.requireNonNull(
                result.getSecondaryResults().get(ProcessorTime.LABEL), ProcessorTime.LABEL)
            .getStatistics();
    return new Measurement(
        iterations.getPercentile(HALF), iterations.getMin(), iterations.getMax());
  }

  /** How many times the other this is, by their medians. */
  String ratioTo(Measurement other) {
    return rounded(median / other.median) + " ×";
  }

  @Override
  public String toString() {
    return least == most
        ? rounded(median)
        : "%s (%s to %s)".formatted(rounded(median), rounded(least), rounded(most));
  }

  /** Three significant figures. */
  static String rounded(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    if (value == 0) {
      return "0";
    }
    int decimals = Math.max(0, 2 - (int) Math.floor(Math.log10(Math.abs(value))));
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }
}
