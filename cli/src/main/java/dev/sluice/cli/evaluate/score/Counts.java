package dev.sluice.cli.evaluate.score;

import dev.sluice.domain.inspection.Verdict;
import java.util.List;

/**
 * How often a judge was right and wrong. Only FAIL catches a bad case; only FAIL on a fine case is
 * a false alarm.
 */
record Counts(int caught, int falseAlarms, int missed, int letThrough) {

  static Counts of(List<Scored> cases) {
    int[][] counts = new int[2][2];
    for (Scored one : cases) {
      boolean failed = one.verdict() == Verdict.FAIL;
      counts[one.label().bad() ? 1 : 0][failed ? 1 : 0]++;
    }
    return new Counts(counts[1][1], counts[0][1], counts[1][0], counts[0][0]);
  }

  Counts plus(Counts other) {
    return new Counts(
        caught + other.caught,
        falseAlarms + other.falseAlarms,
        missed + other.missed,
        letThrough + other.letThrough);
  }

  /** Share of the failed cases that are bad; NaN where none was failed. */
  double precision() {
    return share(caught, caught + falseAlarms);
  }

  /** Share of the bad cases that were failed. */
  double recall() {
    return share(caught, caught + missed);
  }

  double f1() {
    return share(2 * caught, 2 * caught + falseAlarms + missed);
  }

  /** Share of the fine cases that were failed. */
  double falseAlarmRate() {
    return share(falseAlarms, falseAlarms + letThrough);
  }

  private static double share(int part, int whole) {
    return whole == 0 ? Double.NaN : (double) part / whole;
  }
}
