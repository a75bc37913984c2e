package dev.sluice.inspection.detector;

/** On which scale levels are compared. */
enum Scale {
  /** Logarithm: effects multiply, as they do for latencies. */
  LOG,
  /** Share of the target's own level before the change. */
  RATIO,
  /** As it is. */
  ABSOLUTE;

  /** The smallest harm that matters, on this scale. */
  double minimum(double minimumEffect, Worse worse) {
    return switch (this) {
      case LOG ->
          switch (worse) {
            case INCREASE -> Math.log1p(minimumEffect);
            case DECREASE -> -Math.log1p(-Math.min(minimumEffect, 0.95));
          };
      case RATIO, ABSOLUTE -> minimumEffect;
    };
  }
}
