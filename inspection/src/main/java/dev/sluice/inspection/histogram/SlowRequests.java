package dev.sluice.inspection.histogram;

import dev.sluice.inspection.series.HistogramSeries;
import dev.sluice.inspection.series.TargetSeries.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How many requests were slower than one bound, from one reading of a histogram to the next. */
final class SlowRequests {
  private SlowRequests() {}

  /**
   * Shares of requests slower than the bound, with the number of requests behind each.
   *
   * <p>A counter that fell started anew: what it counts now happened since. Readings without the
   * bound's bucket or without the number of all requests are left out, and so is what happened
   * between readings that lie further apart than {@code longestGap}: nobody knows when. Where there
   * was no request there is no sample.
   */
  static List<Sample> shares(HistogramSeries series, double bound, Duration longestGap) {
    List<Sample> shares = new ArrayList<>();
    int at = series.indexOf(bound);
    int infinite = series.indexOf(Double.POSITIVE_INFINITY);
    if (at < 0 || infinite < 0) {
      return shares;
    }
    double fastBefore = Double.NaN;
    double slowBefore = Double.NaN;
    Instant before = Instant.MIN;
    for (int i = 0; i < series.size(); i++) {
      double all = series.count(i, infinite);
      double fast = Math.min(series.count(i, at), all);
      double slow = all - fast;
      if (!Double.isFinite(slow) || fast < 0) {
        continue;
      }
      if (!series.time(i).minus(longestGap).isAfter(before)) {
        boolean anew = fast < fastBefore || slow < slowBefore;
        double slower = anew ? slow : slow - slowBefore;
        double requests = slower + (anew ? fast : fast - fastBefore);
        if (requests > 0) {
          shares.add(new Sample(series.time(i), slower / requests, requests));
        }
      }
      before = series.time(i);
      fastBefore = fast;
      slowBefore = slow;
    }
    return shares;
  }
}
