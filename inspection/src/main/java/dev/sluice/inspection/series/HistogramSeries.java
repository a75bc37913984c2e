package dev.sluice.inspection.series;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * What a histogram of one target had counted, instant by instant: for each upper bound how many
 * requests took at most so long, since the target's process started. So are classic histograms of
 * Prometheus, whose label {@code le} is the bound.
 */
public final class HistogramSeries {
  private final double[] bounds;
  private final List<Instant> times;
  private final double[][] counts;

  /**
   * @param bounds upper bounds in seconds, ascending; the last is infinite where all were counted
   * @param times when it was read, ascending
   * @param counts by time and bound, 0 or above; NaN where a bucket was not there
   */
  public HistogramSeries(double[] bounds, List<Instant> times, double[][] counts) {
    if (times.size() != counts.length) {
      throw new IllegalArgumentException(
          "as many counts as times: %d, %d".formatted(counts.length, times.size()));
    }
    for (int b = 0; b < bounds.length; b++) {
      if (Double.isNaN(bounds[b]) || (b > 0 && bounds[b] <= bounds[b - 1])) {
        throw new IllegalArgumentException("bounds must ascend: " + bounds[b]);
      }
    }
    this.bounds = bounds.clone();
    this.times = List.copyOf(times);
    this.counts = new double[counts.length][];
    for (int i = 0; i < counts.length; i++) {
      if (counts[i].length != bounds.length) {
        throw new IllegalArgumentException(
            "as many counts as bounds: %d, %d".formatted(counts[i].length, bounds.length));
      }
      if (i > 0 && !times.get(i).isAfter(times.get(i - 1))) {
        throw new IllegalArgumentException("times must ascend: " + times.get(i));
      }
      this.counts[i] = counts[i].clone();
    }
  }

  /** Upper bounds in seconds, ascending. */
  public double[] bounds() {
    return bounds.clone();
  }

  /** How often it was read. */
  public int size() {
    return times.size();
  }

  /** When it was read. */
  public Instant time(int reading) {
    return times.get(reading);
  }

  /** The readings from the first to the last instant, both included. */
  public HistogramSeries within(Instant from, Instant to) {
    int first = 0;
    int end = times.size();
    while (first < end && times.get(first).isBefore(from)) {
      first++;
    }
    while (end > first && times.get(end - 1).isAfter(to)) {
      end--;
    }
    return new HistogramSeries(
        bounds, times.subList(first, end), Arrays.copyOfRange(counts, first, end));
  }

  /** Requests that took at most the bound; NaN where that bucket was not there. */
  public double count(int reading, int bound) {
    return counts[reading][bound];
  }

  /** The index of a bound; -1 where there is no such bucket. */
  public int indexOf(double bound) {
    for (int b = 0; b < bounds.length; b++) {
      if (bounds[b] == bound) {
        return b;
      }
    }
    return -1;
  }
}
