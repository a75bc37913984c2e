package dev.sluice.domain.control;

/**
 * What one rule adds to a risk.
 *
 * @param atLeast 1 to 5
 * @param by 0 to 4, on top
 * @param why a part of a sentence: "checkout is of tier 1"
 */
public record RiskRaise(int atLeast, int by, String why) {
  public RiskRaise {
    if (atLeast < 1 || atLeast > 5 || by < 0 || by > 4) {
      throw new IllegalArgumentException("a risk lies in 1 to 5: at least " + atLeast + ", " + by);
    }
  }

  static RiskRaise to(int level, String why) {
    return new RiskRaise(level, 0, why);
  }

  static RiskRaise by(int levels, String why) {
    return new RiskRaise(1, levels, why);
  }

  /** Never less than {@code risk}, never more than 5. */
  public int applied(int risk) {
    return Math.min(5, Math.max(risk, atLeast) + by);
  }
}
