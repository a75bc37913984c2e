package dev.sluice.inspection.sequential;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Robbins' normal mixture bound on an estimate whose error shrinks as samples come in. Valid at all
 * looks together: H. Robbins, "Statistical methods related to the law of the iterated logarithm",
 * 1970; S. Howard, A. Ramdas, J. McAuliffe, J. Sekhon, "Time-uniform, nonparametric, nonasymptotic
 * confidence sequences", Annals of Statistics 49(2), 2021, section 3. With an estimated variance it
 * holds asymptotically (Waudby-Smith et al., "Time-uniform central limit theory", 2021).
 *
 * <p>An estimate with the variance v(n) = s^2 (1/n + 1/before) has, in units of information 1/v,
 * independent increments, so a mean compared with a fixed earlier mean may be bounded this way too.
 */
public final class NormalMixture {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
  private static final double SMALLEST_ALPHA = 1e-12;

  private NormalMixture() {}

  /**
   * How far the estimate may lie from the truth, on one side.
   *
   * @param standardError of the estimate now, above 0
   * @param tunedError standard error at the sample size where the bound is to be tightest, above 0
   * @param alpha chance that the truth ever lies further out on that side, in (0, 0.5)
   * @param degreesOfFreedom behind the standard error, at least 1: few widen the bound as Student's
   *     distribution does
   */
  public static double radius(
      double standardError, double tunedError, double alpha, double degreesOfFreedom) {
    double logInverse = -Math.log(2 * Math.clamp(alpha, SMALLEST_ALPHA, 0.49));
    double information = 1 / (standardError * standardError);
    double tuned = 1 / (tunedError * tunedError);
    double rho = tuned / (2 * logInverse + Math.log(1 + 2 * logInverse));
    double quantile =
        Math.sqrt((1 + rho / information) * (Math.log1p(information / rho) + 2 * logInverse));
    return standardError * student(quantile, degreesOfFreedom);
  }

  private static double student(double normalQuantile, double degreesOfFreedom) {
    double tail = Math.max(NORMAL.survivalProbability(normalQuantile), 1e-15);
    return TDistribution.of(Math.max(1, degreesOfFreedom)).inverseSurvivalProbability(tail);
  }
}
