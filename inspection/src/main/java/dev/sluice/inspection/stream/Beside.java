package dev.sluice.inspection.stream;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * What unchanged targets tell: any of them may excuse a move, by as much as it moved or in
 * proportion or as the past tells between.
 */
final class Beside extends Baseline {
  private static final int LEVEL = 0;
  private static final int LEAST = 1;
  private static final int MOST = 2;
  private static final int LIKELIEST = 3;
  private static final int FIGURES = 4;

  /**
   * Of each that is compared: its level, and the least plausible, most plausible and likeliest
   * slope.
   */
  private final double[] figures;

  /**
   * @param compared how many of the unchanged ones are, above 0
   */
  Beside(MetricPast past, int at, int compared) {
    super(past, at);
    figures = new double[FIGURES * compared];
    for (int i = 0; i < compared; i++) {
      double beside = Statistics.median(past.controls.get(i), from(past, at), at);
      double ratio = level > 0 && beside > 0 ? level / beside : 1;
      double low = Math.min(1, ratio);
      double high = Math.max(1, ratio);
      Slope slope = past.slopes.get(i);
      figures[FIGURES * i + LEVEL] = beside;
      figures[FIGURES * i + LEAST] = slope.least(low, high);
      figures[FIGURES * i + MOST] = slope.most(low, high);
      figures[FIGURES * i + LIKELIEST] = slope.likeliest(low, high);
    }
  }

  @Override
  String words() {
    return "unchanged targets, each and all together, whose moves the changed ones followed "
        + followed();
  }

  @Override
  boolean isOwnLevel() {
    return false;
  }

  /** How far the changed targets went along with all unchanged ones: the least, and the most. */
  private String followed() {
    String least = rounded(figures[LEAST]);
    String most = rounded(figures[MOST]);
    if (!least.equals(most)) {
      return "by " + least + " to " + most + " times as much";
    }
    return least.equals("1") ? "by as much" : "by " + least + " times as much";
  }

  private static String rounded(double slope) {
    return BigDecimal.valueOf(slope).round(new MathContext(2)).stripTrailingZeros().toPlainString();
  }

  @Override
  void look(MetricPast past, int t) {
    narrow(Double.NaN);
    for (int first = 0; first < figures.length; first += FIGURES) {
      follow(first, past.controls.get(first / FIGURES)[t]);
    }
  }

  @Override
  void lookSince(int k, double[] control) {
    narrow(Double.NaN);
    for (int first = 0; first < figures.length; first += FIGURES) {
      follow(first, terms.unchanged().at(first / FIGURES, control));
    }
  }

  /**
   * @param first of its figures
   */
  private void follow(int first, double value) {
    double move = value - figures[first + LEVEL];
    if (Double.isNaN(level + move)) {
      return;
    }
    if (Double.isNaN(low)) {
      narrow(level + figures[first + LIKELIEST] * move);
    }
    widen(level + figures[first + LEAST] * move);
    widen(level + figures[first + MOST] * move);
  }
}
