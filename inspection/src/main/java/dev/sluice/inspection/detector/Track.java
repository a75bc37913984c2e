package dev.sluice.inspection.detector;

import dev.sluice.inspection.series.BinnedSeries.Point;
import java.util.List;

/**
 * A stretch of one resource on one target.
 *
 * @param bins number of the interval of each point, ascending
 * @param points at least 2
 * @param horizon intervals that growth is told over
 * @param level where it began: median of the first three points, 0 where it wasn't above 0
 * @param growth share of the level gained over the horizon: median of all pairwise slopes
 */
record Track(List<Long> bins, List<Point> points, double horizon, double level, double growth) {

  static Track of(List<Long> bins, List<Point> points, double horizon) {
    double level =
        Moments.median(
            points.stream().limit(3).mapToDouble(Point::value).filter(v -> v > 0).toArray());
    return of(bins, points, horizon, level > 0 ? level : 0);
  }

  private static Track of(List<Long> bins, List<Point> points, double horizon, double level) {
    double[] slopes = new double[points.size() * (points.size() - 1) / 2];
    int count = 0;
    for (int i = 0; i < points.size(); i++) {
      for (int j = 0; j < i; j++) {
        double rise = points.get(i).value() - points.get(j).value();
        slopes[count++] = rise / (bins.get(i) - bins.get(j));
      }
    }
    return new Track(bins, points, horizon, level, Moments.median(slopes) * horizon / level);
  }

  int size() {
    return points.size();
  }

  /** The second half, told in shares of the same level. */
  Track later() {
    int half = size() / 2;
    return of(bins.subList(half, size()), points.subList(half, size()), horizon, level);
  }

  double last() {
    return points.getLast().value();
  }

  /** Typical distance from the line, as a share of the level. */
  double residual() {
    double slope = growth * level / horizon;
    double[] rests = new double[size()];
    for (int i = 0; i < rests.length; i++) {
      rests[i] = points.get(i).value() - slope * (bins.get(i) - bins.getFirst());
    }
    return Math.sqrt(Moments.variance(rests)) / level;
  }
}
