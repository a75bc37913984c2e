package dev.sluice.inspection.risk;

import dev.sluice.inspection.risk.RiskQuality.Judged;
import java.util.List;

/**
 * Moves all probabilities up or down without changing their order, where newer changes do harm more
 * or less often than was learned.
 *
 * @param by what is added to the logit of each
 */
public record LogitShift(double by) {
  public static final LogitShift NONE = new LogitShift(0);

  private static final double FURTHEST = 10;
  private static final int HALVINGS = 60;

  /** How strongly few changes must speak for a shift: as if so much information spoke for none. */
  private static final double DOUBT = 10;

  public LogitShift {
    if (!(Math.abs(by) <= FURTHEST)) {
      throw new IllegalArgumentException(
          "a logit is shifted by at most %s: %s".formatted(FURTHEST, by));
    }
  }

  /**
   * The shift with which as much harm was to be expected as there was; less of it for few changes.
   */
  public static LogitShift of(List<Judged> changes) {
    double low = -FURTHEST;
    double high = FURTHEST;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (surplus(changes, new LogitShift(middle)) > 0) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return new LogitShift((low + high) / 2);
  }

  /** Grows with the shift: harm expected less harm done, and the doubt. */
  private static double surplus(List<Judged> changes, LogitShift shift) {
    double surplus = DOUBT * shift.by;
    for (Judged change : changes) {
      surplus += shift.of(change.probability()) - (change.harmed() ? 1 : 0);
    }
    return surplus;
  }

  /**
   * The probability shifted; 0 and 1 stay what they are.
   *
   * @param probability 0 to 1
   */
  public double of(double probability) {
    double moved = probability * Math.exp(by);
    return moved / (1 - probability + moved);
  }
}
