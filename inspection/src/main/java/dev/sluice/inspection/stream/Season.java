package dev.sluice.inspection.stream;

import java.util.Arrays;

/** The day as the days before had it, smoothed over a part of the bake. */
final class Season {
  private static final int MOST_DAYS = 7;

  private final double[] series;
  private final int day;
  private final int half;

  /** The mean of the samples around each moment, by the last of them. */
  private final double[] smoothed;

  /** The median over days, by the last sample that it rests on. */
  private final double[] usual;

  /**
   * @param series before the change
   * @param day samples in it, above 0
   * @param planned samples of the bake
   */
  Season(double[] series, int day, int planned) {
    this.series = series;
    this.day = day;
    half = Math.round(planned / 24f);
    smoothed = new double[series.length];
    Arrays.setAll(smoothed, last -> mean(last - 2 * half, last));
    usual = new double[series.length];
    Arrays.setAll(usual, last -> median(last - half + day, series.length));
  }

  /**
   * What is usual at a sample.
   *
   * @param at only samples before this one are used
   */
  double usual(int t, int at) {
    int last = t - day + half;
    return last >= 0 && last < at ? usual[last] : median(t, at);
  }

  private double median(int t, int at) {
    double[] seen = new double[MOST_DAYS];
    Arrays.setAll(seen, days -> smoothed(t - (days + 1) * day, at));
    return Medians.median(seen);
  }

  private double smoothed(int t, int at) {
    int last = t + half;
    if (last < 0) {
      return Double.NaN;
    }
    return last < at ? smoothed[last] : mean(t - half, at - 1);
  }

  private double mean(int from, int last) {
    double sum = 0;
    int count = 0;
    for (int q = Math.max(0, from); q <= last; q++) {
      if (!Double.isNaN(series[q])) {
        sum += series[q];
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }
}
