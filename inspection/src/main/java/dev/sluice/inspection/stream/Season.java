package dev.sluice.inspection.stream;

import java.util.Arrays;

/**
 * What is usual at this time of the day, as the days before had it; or at this time of the week, as
 * the weeks before had it, where that told the newest week clearly better. Smoothed over a part of
 * the bake.
 */
final class Season {
  private static final int MOST_DAYS = 7;
  private static final int DAYS_OF_WEEK = 7;
  private static final int MOST_WEEKS = 4;
  private static final int FEWEST_WEEKS = 3;
  private static final int LOOKS_A_DAY = 24;

  /** Few weeks tell less surely than many days: they must be off by so much less. */
  private static final double CLEARLY = 0.8;

  private final double[] series;
  private final int period;
  private final int most;
  private final int half;

  /** The mean of the samples around each moment, by the last of them. */
  private final double[] smoothed;

  /** The median over periods, by the last sample that it rests on. */
  private final double[] usual;

  private Season(double[] series, int period, int most, int half) {
    this.series = series;
    this.period = period;
    this.most = most;
    this.half = half;
    smoothed = new double[series.length];
    Arrays.setAll(smoothed, last -> mean(last - 2 * half, last));
    usual = new double[series.length];
    Arrays.setAll(usual, last -> median(last - half + period, series.length));
  }

  /**
   * @param series before the change
   * @param day samples in it, above 0
   * @param planned samples of the bake
   */
  static Season of(double[] series, int day, int planned) {
    int half = Math.round(planned / 24f);
    Season daily = new Season(series, day, MOST_DAYS, half);
    int week = DAYS_OF_WEEK * day;
    if (series.length < FEWEST_WEEKS * week) {
      return daily;
    }
    Season weekly = new Season(series, week, MOST_WEEKS, half);
    return weekly.misfit(week) < CLEARLY * daily.misfit(week) ? weekly : daily;
  }

  /** How far the newest samples were from what had been usual until then, on average. */
  private double misfit(int newest) {
    double sum = 0;
    int count = 0;
    int step = Math.max(1, newest / (DAYS_OF_WEEK * LOOKS_A_DAY));
    for (int t = series.length - newest; t < series.length; t += step) {
      double away = Math.abs(series[t] - median(t, t));
      if (!Double.isNaN(away)) {
        sum += away;
        count++;
      }
    }
    return count == 0 ? Double.POSITIVE_INFINITY : sum / count;
  }

  /** Samples from one time to the same time again: a day, or a week. */
  int period() {
    return period;
  }

  /**
   * What is usual at a sample.
   *
   * @param at only samples before this one are used
   */
  double usual(int t, int at) {
    int last = t - period + half;
    return last >= 0 && last < at ? usual[last] : median(t, at);
  }

  private double median(int t, int at) {
    double[] seen = new double[most];
    Arrays.setAll(seen, before -> smoothed(t - (before + 1) * period, at));
    return Statistics.median(seen);
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
