package dev.sluice.inspection.attribution;

import java.util.List;

/**
 * What scores mean as probabilities: a logistic of the best score and of its lead, fitted on
 * labelled incidents and on the same without their guilty change (docs/attribution.md). What the
 * best leaves is shared between the others and nobody.
 */
final class Certainty {
  private static final double FLOOR = 0.02;

  private final List<Double> scores;
  private final double best;
  private final double others;

  private Certainty(List<Double> scores, double logit) {
    this.scores = scores;
    best = scores.isEmpty() || scores.getFirst() <= 0 ? 0 : 1 / (1 + Math.exp(-logit));
    others = scores.stream().skip(1).mapToDouble(one -> one).sum();
  }

  /**
   * Of changes that were compared with what they left unchanged.
   *
   * @param scores best first
   */
  static Certainty compared(List<Double> scores) {
    return new Certainty(scores, 0.353 + 1.711 * level(scores) + 0.788 * lead(scores));
  }

  /**
   * Of changes of which only their services' sickness is known.
   *
   * @param scores best first
   * @param sickest blame of the sickest service, whether it was changed or not
   */
  static Certainty sick(List<Double> scores, double sickest) {
    double standing = level(scores) - Math.log(sickest + FLOOR);
    return new Certainty(
        scores, 0.869 + 2.133 * level(scores) + 0.228 * lead(scores) + 5.431 * standing);
  }

  private static double level(List<Double> scores) {
    return scores.isEmpty() ? Math.log(FLOOR) : Math.log(scores.getFirst() + FLOOR);
  }

  private static double lead(List<Double> scores) {
    return level(scores) - level(scores.subList(Math.min(1, scores.size()), scores.size()));
  }

  /**
   * Probability that the change at a place of the ranking did it, never more than of one before it.
   *
   * @param place from 0
   */
  double of(int place) {
    return place == 0 ? best : Math.min(best, (1 - best) * scores.get(place) / (others + 1));
  }

  /** Probability that none of them did it. */
  double nobody() {
    double somebody = 0;
    for (int place = 0; place < scores.size(); place++) {
      somebody += of(place);
    }
    return Math.max(0, 1 - somebody);
  }
}
