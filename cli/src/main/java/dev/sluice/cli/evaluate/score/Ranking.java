package dev.sluice.cli.evaluate.score;

import java.util.Arrays;
import java.util.List;

/** How well the scores set bad cases apart from fine ones, whatever the threshold. */
final class Ranking {
  private static final double ALLOWED = 0.05;

  private Ranking() {}

  /** Chance that a bad case scores above a fine one, ties half; cases without a score left out. */
  static double auc(List<Scored> cases) {
    double[] bad = Arrays.stream(scores(cases, true)).filter(v -> !Double.isNaN(v)).toArray();
    double[] fine = Arrays.stream(scores(cases, false)).filter(v -> !Double.isNaN(v)).toArray();
    if (bad.length == 0 || fine.length == 0) {
      return Double.NaN;
    }
    double sum = 0;
    for (double score : bad) {
      double beaten = 0;
      for (double other : fine) {
        beaten += score > other ? 1 : score == other ? 0.5 : 0;
      }
      sum += beaten / fine.length;
    }
    return sum / bad.length;
  }

  /** Best recall of any one threshold that at most 5 % of the fine cases pass. */
  static double recallAtFivePercent(List<Scored> cases) {
    double[] bad = ranked(scores(cases, true));
    double[] fine = ranked(scores(cases, false));
    if (bad.length == 0 || fine.length == 0) {
      return Double.NaN;
    }
    Arrays.sort(fine);
    double threshold = fine[fine.length - 1 - (int) Math.floor(ALLOWED * fine.length)];
    double above = Arrays.stream(bad).filter(score -> score > threshold).count();
    return above / bad.length;
  }

  private static double[] scores(List<Scored> cases, boolean bad) {
    return cases.stream()
        .filter(one -> one.label().bad() == bad)
        .mapToDouble(Scored::score)
        .toArray();
  }

  /** A case without a score ranks below all others. */
  private static double[] ranked(double[] scores) {
    return Arrays.stream(scores)
        .map(score -> Double.isNaN(score) ? Double.NEGATIVE_INFINITY : score)
        .toArray();
  }
}
