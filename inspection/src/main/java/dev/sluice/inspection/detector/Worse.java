package dev.sluice.inspection.detector;

/** The way that counts as harm. */
public enum Worse {
  INCREASE(1),
  DECREASE(-1);

  private final int sign;

  Worse(int sign) {
    this.sign = sign;
  }

  int sign() {
    return sign;
  }
}
