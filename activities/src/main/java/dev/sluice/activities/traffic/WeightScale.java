package dev.sluice.activities.traffic;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whole weights for shares.
 *
 * @param mostWeight biggest weight a backend can have
 */
record WeightScale(int mostWeight) {
  /** A share may be this much off, of all requests, for want of finer weights. */
  static final double MOST_ERROR = 0.005;

  private static final int FIRST_TOTAL = 100;
  private static final int MOST_TOTAL = 20_000;
  private static final double EXACT = 1e-9;

  /**
   * Weights whose proportions are nearest to the shares.
   *
   * @param shares by backend, adding up to 1
   * @throws dev.sluice.domain.problem.ProblemException for the operator when no weights come near
   */
  SortedMap<String, Integer> weights(Map<String, Double> shares) {
    double biggest = shares.values().stream().mapToDouble(share -> share).max().orElse(1);
    int end = (int) Math.min(MOST_TOTAL, Math.floor(mostWeight / biggest));
    SortedMap<String, Integer> best = new TreeMap<>();
    double bestError = Double.POSITIVE_INFINITY;
    for (int total = Math.min(FIRST_TOTAL, end); total <= end && bestError > EXACT; total++) {
      SortedMap<String, Integer> weights = rounded(shares, total);
      double error = error(shares, weights);
      if (error < bestError) {
        best = weights;
        bestError = error;
      }
    }
    if (bestError > MOST_ERROR) {
      throw TrafficProblems.operator(
          "TOO_FINE_A_SPLIT",
          "weights up to %d over %d backends come no nearer to this split than %s; ask for another percentage"
              .formatted(mostWeight, shares.size(), Percent.words(bestError)));
    }
    return best;
  }

  private static SortedMap<String, Integer> rounded(Map<String, Double> shares, int total) {
    SortedMap<String, Integer> weights = new TreeMap<>();
    shares.forEach((name, share) ->
        weights.put(name, share == 0 ? 0 : (int) Math.max(1, Math.round(share * total))));
    return weights;
  }

  private static double error(Map<String, Double> shares, Map<String, Integer> weights) {
    double total = weights.values().stream().mapToInt(weight -> weight).sum();
    double worst = 0;
    for (Map.Entry<String, Double> share : shares.entrySet()) {
      double got = weights.getOrDefault(share.getKey(), 0) / total;
      worst = Math.max(worst, Math.abs(got - share.getValue()));
    }
    return worst;
  }
}
