package dev.sluice.inspection.localization;

/** In which direction a measure is worse. */
public enum Harm {
  /** Less is worse, as of a success rate or of orders. */
  FALL(1),
  /** More is worse, as of an error rate or of errors. */
  RISE(-1);

  private final int sign;

  Harm(int sign) {
    this.sign = sign;
  }

  /** What is missing of the expected, or is there beyond it; negative where it is better. */
  double lost(double expected, double real) {
    return sign * (expected - real);
  }
}
