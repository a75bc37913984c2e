package dev.sluice.benchmarks;

import java.util.Locale;
import java.util.Objects;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * The processor time of one operation, as a mean.
 *
 * @param value in microseconds
 * @param error half the width of its 99.9 % interval, NaN where one iteration tells nothing of it
 */
record Measurement(double value, double error) {
  static Measurement of(RunResult result) {
    Result<?> time =
        Objects.requireNonNull(
            result.getSecondaryResults().get(ProcessorTime.LABEL), ProcessorTime.LABEL);
    return new Measurement(time.getScore(), time.getScoreError());
  }

  /** How many times the other this is. */
  String ratioTo(Measurement other) {
    return rounded(value / other.value) + " ×";
  }

  @Override
  public String toString() {
    return Double.isFinite(error)
        ? "%s ± %s".formatted(rounded(value), rounded(error))
        : rounded(value);
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
