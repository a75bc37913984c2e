package dev.sluice.inspection.stream;

import dev.sluice.domain.inspection.MetricSpec.Kind;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the changed targets would show without the change: not one value but the range of what is
 * plausible. Any unchanged target may excuse a move, by as much as it moved or in proportion or as
 * the past tells between; so may any earlier day.
 */
final class Baseline {
  private static final int SLOPES = 3;

  private MetricPast past;
  private final int at;
  final double level;
  private final int compared;
  private final double[] controlLevels;

  /** The least plausible slope beside each, the most plausible one, and the likeliest. */
  private final double[] slopes;

  /** Null where placebos tell how far drifts go, or unchanged targets drift along. */
  private final @Nullable Trend trend;

  private double[] season;
  private int seasonBegin;
  private double[] yesterday;
  private final double seasonLevel;
  private final int daysBefore;
  double low;
  double high;
  double middle;

  /**
   * @param at the sample from which the change counts: only what is before is used
   * @param each whether each unchanged target may excuse a move, not only all together: that widens
   *     the range by their noise, which placebos must pay for
   */
  Baseline(MetricPast past, int at, boolean each) {
    this.past = past;
    compared = each ? past.controls.size() : Math.min(1, past.controls.size());
    this.at = at;
    int from = Math.max(0, at - past.reference);
    level = Statistics.median(past.treatment, from, at);
    controlLevels = new double[compared];
    slopes = new double[SLOPES * compared];
    for (int j = 0; j < compared; j++) {
      controlLevels[j] = Statistics.median(past.controls.get(j), from, at);
      double ratio = level > 0 && controlLevels[j] > 0 ? level / controlLevels[j] : 1;
      Slope slope = past.slopes.get(j);
      slopes[SLOPES * j] = slope.least(Math.min(1, ratio), Math.max(1, ratio));
      slopes[SLOPES * j + 1] = slope.most(Math.min(1, ratio), Math.max(1, ratio));
      slopes[SLOPES * j + 2] = slope.likeliest(Math.min(1, ratio), Math.max(1, ratio));
    }
    trend = compared == 0 && !each ? Trend.of(past.treatment) : null;
    daysBefore = past.day == 0 ? 0 : at / past.day;
    season =
        past.season == null || at < 2 * past.period ? new double[0] : season(past, past.season, at);
    seasonBegin = at - past.reference;
    yesterday =
        daysBefore == 1
            ? Arrays.copyOfRange(
                past.treatment, at - past.day, Math.min(past.length, at - past.day + past.planned))
            : new double[0];
    seasonLevel = Statistics.median(season, 0, Math.min(season.length, past.reference));
  }

  /** From the reference's begin to the bake's end. */
  private static double[] season(MetricPast past, Season season, int at) {
    double[] usual = new double[past.reference + past.planned];
    for (int i = 0; i < usual.length; i++) {
      usual[i] = season.usual(at - past.reference + i, at);
    }
    return usual;
  }

  /** How far the changed targets went along with all unchanged ones: the least, and the most. */
  String followed() {
    String least = rounded(slopes[0]);
    String most = rounded(slopes[1]);
    if (!least.equals(most)) {
      return "by " + least + " to " + most + " times as much";
    }
    return least.equals("1") ? "by as much" : "by " + least + " times as much";
  }

  private static String rounded(double slope) {
    return BigDecimal.valueOf(slope).round(new MathContext(2)).stripTrailingZeros().toPlainString();
  }

  /** How far each sample of the reference, the newest last, was from what was expected. */
  double[] residuals() {
    int from = Math.max(0, at - past.reference);
    double[] residuals = new double[at - from];
    for (int t = from; t < at; t++) {
      look(t);
      residuals[t - from] = past.treatment[t] - middle;
    }
    return residuals;
  }

  /** What was before is not looked at again. */
  void begin() {
    past = past.withoutSamples();
    season =
        season.length == 0 ? season : Arrays.copyOfRange(season, at - seasonBegin, season.length);
    seasonBegin = at;
  }

  /** Sets the range at a sample of the past. */
  void look(int t) {
    if (compared == 0) {
      alone(t);
      return;
    }
    forget();
    for (int j = 0; j < compared; j++) {
      beside(j, past.controls.get(j)[t]);
    }
  }

  /**
   * Sets low, high and middle; NaN where nothing tells.
   *
   * @param t the sample, counted from the start of the past
   * @param controls the unchanged targets then
   */
  void look(int t, double[] controls) {
    if (compared == 0) {
      alone(t);
    } else {
      forget();
      for (int j = 0; j < compared; j++) {
        beside(j, controls[j]);
      }
    }
    expect();
  }

  /** What the author expects is plausible too. */
  private void expect() {
    double effect = past.spec.expectedEffect();
    if (effect > 0) {
      boolean rate = past.spec.kind() == Kind.ERROR_RATE || past.spec.kind() == Kind.SUCCESS_RATE;
      double up = rate ? effect : effect * Math.abs(high);
      double down = rate ? effect : effect * Math.abs(low);
      high += past.isBadUp() ? up : 0;
      low -= past.isBadDown() ? down : 0;
    }
  }

  private void alone(int t) {
    low = level;
    high = level;
    middle = level;
    if (trend != null && t >= at) {
      widen(level + trend.least(t));
      widen(level + trend.most(t));
    }
    int i = t - seasonBegin;
    if (i >= 0 && i < season.length) {
      widen(level + season[i] - seasonLevel);
      if (seasonLevel > 0 && season[i] >= 0 && level > 0) {
        widen(level * season[i] / seasonLevel);
      }
      middle = Double.isNaN(season[i]) ? level : level + season[i] - seasonLevel;
    } else if (t >= at && t - at < yesterday.length) {
      widen(yesterday[t - at]);
    }
  }

  private void forget() {
    low = Double.NaN;
    high = Double.NaN;
    middle = Double.NaN;
  }

  private void beside(int j, double control) {
    double move = control - controlLevels[j];
    if (Double.isNaN(level + move)) {
      return;
    }
    if (Double.isNaN(low)) {
      middle = level + slopes[SLOPES * j + 2] * move;
      low = middle;
      high = middle;
    }
    widen(level + slopes[SLOPES * j] * move);
    widen(level + slopes[SLOPES * j + 1] * move);
  }

  private void widen(double value) {
    if (!Double.isNaN(value)) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
}
