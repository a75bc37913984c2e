package dev.sluice.inspection.stream;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the changed targets' own past tells where there is nothing to compare them with: their level
 * and drift, and any earlier day may excuse a move.
 */
final class Alone extends Baseline {
  private static final double[] NONE = {};

  private final int at;

  /** Null where placebos tell how far drifts go. */
  private final @Nullable Trend trend;

  /** What is usual at each sample of the bake; empty where there are no two days of it. */
  private final double[] season;

  private final double seasonLevel;

  /** What was a day before each sample of the bake; empty where more days tell, or none. */
  private final double[] yesterday;

  /**
   * @param drifts whether it may go on to drift as it did
   */
  Alone(MetricPast past, int at, boolean drifts) {
    super(past, at);
    this.at = at;
    trend = drifts ? Trend.of(past.treatment) : null;
    Season usual = at < 2 * past.period() ? null : past.season;
    season = usual == null ? NONE : usual(usual, at, at + past.planned, at);
    seasonLevel =
        usual == null ? Double.NaN : Statistics.median(usual(usual, at - past.reference, at, at));
    yesterday = past.day > 0 && at / past.day == 1 ? yesterday(past, at) : NONE;
  }

  private static double[] usual(Season season, int from, int to, int at) {
    double[] usual = new double[to - from];
    Arrays.setAll(usual, i -> season.usual(from + i, at));
    return usual;
  }

  private static double[] yesterday(MetricPast past, int at) {
    int from = at - past.day;
    return Arrays.copyOfRange(past.treatment, from, Math.min(past.length, from + past.planned));
  }

  @Override
  String words() {
    if (isOwnLevel()) {
      return "their own level" + (trend == null ? "" : " and drift") + " before";
    }
    String same = terms.weekly() ? "in earlier weeks" : "on earlier days";
    return "the same time " + same + " and their own level before";
  }

  @Override
  boolean isOwnLevel() {
    return season.length == 0;
  }

  @Override
  void look(MetricPast past, int t) {
    if (t >= at) {
      lookSince(t - at, NONE);
    } else {
      narrow(level);
      follow(!isOwnLevel() && past.season != null ? past.season.usual(t, at) : Double.NaN);
    }
  }

  @Override
  void lookSince(int k, double[] control) {
    narrow(level);
    if (trend != null) {
      widen(level + trend.least(at + k));
      widen(level + trend.most(at + k));
    }
    follow(k < season.length ? season[k] : Double.NaN);
    widen(k < yesterday.length ? yesterday[k] : Double.NaN);
  }

  /**
   * @param usual at that time of the day or week; NaN where nothing is known
   */
  private void follow(double usual) {
    if (Double.isNaN(usual)) {
      return;
    }
    widen(level + usual - seasonLevel);
    if (seasonLevel > 0 && usual >= 0 && level > 0) {
      widen(level * usual / seasonLevel);
    }
    middle = level + usual - seasonLevel;
  }
}
