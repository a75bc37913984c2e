package dev.sluice.inspection.sequential;

import org.apache.commons.numbers.gamma.LogBeta;

/**
 * Bounds on a probability that hold at all looks together, from the beta mixture of likelihood
 * ratios: a probability is excluded once Jeffreys' mixture of all others explains the counts 1 /
 * alpha times better (H. Robbins 1970; Howard et al. 2021, section 3). Exact for any number of
 * trials, near zero too.
 */
public final class BinomialMixture {
  private static final double PRIOR = 0.5;
  private static final int HALVINGS = 60;

  private BinomialMixture() {}

  /**
   * Lower end for the probability.
   *
   * @param hits 0 to trials, need not be whole
   * @param trials at least 0
   * @param alpha chance that the truth ever lies below, in (0, 1)
   */
  public static double low(double hits, double trials, double alpha) {
    return hits <= 0 ? 0 : end(hits, trials, alpha, 0);
  }

  /** Upper end for the probability, see {@link #low}. */
  public static double high(double hits, double trials, double alpha) {
    return hits >= trials ? 1 : end(hits, trials, alpha, 1);
  }

  private static double end(double hits, double trials, double alpha, double outermost) {
    double mixture =
        LogBeta.value(PRIOR + hits, PRIOR + trials - hits) - LogBeta.value(PRIOR, PRIOR);
    double excluded = outermost;
    double kept = hits / trials;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (excluded + kept) / 2;
      if (mixture - logLikelihood(hits, trials, middle) >= -Math.log(alpha)) {
        excluded = middle;
      } else {
        kept = middle;
      }
    }
    return kept;
  }

  private static double logLikelihood(double hits, double trials, double probability) {
    double misses = trials - hits;
    return (hits > 0 ? hits * Math.log(probability) : 0)
        + (misses > 0 ? misses * Math.log1p(-probability) : 0);
  }
}
