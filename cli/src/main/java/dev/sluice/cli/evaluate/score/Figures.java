package dev.sluice.cli.evaluate.score;

import dev.sluice.domain.inspection.Verdict;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * The scores of one set of cases; NaN where one has no value.
 *
 * @param cases their number
 * @param bad how many of them are bad
 * @param inconclusive share of the cases with that verdict, or none
 * @param delay median of the samples from onset to detection, over the bad cases caught
 * @param auc chance that a bad case scores above a fine one
 * @param recallAtFivePercent best recall of any one threshold that at most 5 % of the fine cases
 *     pass
 */
public record Figures(
    int cases,
    int bad,
    Estimate precision,
    Estimate recall,
    Estimate f1,
    Estimate falseAlarmRate,
    double inconclusive,
    double delay,
    double auc,
    double recallAtFivePercent) {
  private static final long SEED = 7;

  static Figures of(List<Scored> cases) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    Counts counts = Counts.of(cases);
    Bootstrap draws = new Bootstrap(cases, random);
    long inconclusive = cases.stream().filter(one -> one.verdict() == Verdict.INCONCLUSIVE).count();
    return new Figures(
        cases.size(),
        (int) cases.stream().filter(one -> one.label().bad()).count(),
        draws.estimate(counts, Counts::precision),
        draws.estimate(counts, Counts::recall),
        draws.estimate(counts, Counts::f1),
        draws.estimate(counts, Counts::falseAlarmRate),
        (double) inconclusive / cases.size(),
        Bootstrap.median(cases.stream().mapToDouble(Scored::delay).toArray()),
        Ranking.auc(cases),
        Ranking.recallAtFivePercent(cases));
  }
}
