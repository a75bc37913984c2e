package dev.sluice.inspection.stream;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * How unlike targets that do the same work are in their levels, as few of them tell.
 *
 * <p>The variance measured between them is moderated by the one that is usual (G. Smyth, "Linear
 * models and empirical Bayes methods for assessing differential expression in microarray
 * experiments", Statistical Applications in Genetics and Molecular Biology 3, 2004): two targets
 * that happen to be alike prove little, and a single one nothing.
 *
 * @param deviation standard deviation between targets, in the metric's unit, 0 or above
 * @param degrees of freedom behind it, for Student's distribution, 2 or above
 */
record Spread(double deviation, double degrees) {
  /** What is usual is worth two targets more: few enough that a dozen unlike ones overrule it. */
  private static final double DEGREES_OF_USUAL = 2;

  /**
   * @param variance between the levels of targets, without what noise adds to it; not used for one
   * @param targets how many, above 0
   * @param usual deviation between targets of one service, in the metric's unit
   */
  static Spread of(double variance, int targets, double usual) {
    int own = targets - 1;
    double sum = DEGREES_OF_USUAL * usual * usual + (own == 0 ? 0 : own * variance);
    return new Spread(Math.sqrt(sum / (DEGREES_OF_USUAL + own)), DEGREES_OF_USUAL + own);
  }

  /** The variance of levels about their mean; 0 for one. */
  static double variance(double[] levels) {
    double sum = 0;
    for (double level : levels) {
      sum += level;
    }
    double mean = sum / levels.length;
    double squares = 0;
    for (double level : levels) {
      squares += (level - mean) * (level - mean);
    }
    return levels.length < 2 ? 0 : squares / (levels.length - 1);
  }

  /** How far another target goes beyond the mean of many in this share of all cases. */
  double limit(double share) {
    return deviation * TDistribution.of(degrees).inverseSurvivalProbability(share);
  }

  /** How many times wider than a normal deviation the limit is, for want of targets; 1 or above. */
  double caution(double share) {
    return TDistribution.of(degrees).inverseSurvivalProbability(share)
        / NormalDistribution.of(0, 1).inverseSurvivalProbability(share);
  }

  /**
   * How often a harmless target goes so many times as far as the limit of a share.
   *
   * @param share of harmless targets that exceed the limit itself
   */
  double beyond(double times, double share) {
    TDistribution student = TDistribution.of(degrees);
    return student.survivalProbability(times * student.inverseSurvivalProbability(share));
  }
}
