package dev.sluice.cli.evaluate;

import dev.sluice.domain.inspection.Evidence;
import dev.sluice.domain.inspection.Evidence.EffectInterval;
import dev.sluice.domain.inspection.Inspection;
import dev.sluice.domain.inspection.MetricSpec.Role;
import dev.sluice.domain.inspection.Verdict;
import dev.sluice.inspection.judge.Case;
import dev.sluice.inspection.judge.Comparison;
import dev.sluice.inspection.judge.DifferenceInDifferences;
import dev.sluice.inspection.recorded.Judgement;
import dev.sluice.inspection.recorded.Judgement.TracePoint;
import dev.sluice.inspection.recorded.RecordedCase;
import dev.sluice.inspection.recorded.RecordedJudge;
import dev.sluice.inspection.recorded.RecordedTarget;
import dev.sluice.inspection.series.TargetSeries;
import dev.sluice.inspection.series.TargetSeries.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Asks the judge of running changes after every sample, and stops at the first FAIL as a running
 * change would.
 *
 * @param alpha chance that a harmless change is failed, in (0, 0.5)
 */
record ReplayedDifferences(double alpha) implements RecordedJudge {
  private static final Instant CHANGE = Instant.EPOCH;
  private static final double USUAL_ALPHA = 0.01;

  /** The judge looks at no more, and would sort them all out again at every look. */
  private static final int MOST_BEFORE = 2_000;

  ReplayedDifferences {
    if (!(alpha > 0 && alpha < 0.5)) {
      throw new IllegalArgumentException("alpha must lie between 0 and 0.5: " + alpha);
    }
  }

  static RecordedJudge with(Map<String, String> settings) {
    double alpha = USUAL_ALPHA;
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      if (!setting.getKey().equals("alpha")) {
        throw new IllegalArgumentException(
            "the judge has no setting %s; it has alpha".formatted(setting.getKey()));
      }
      alpha = number(setting.getValue());
    }
    return new ReplayedDifferences(alpha);
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException _) {
      throw new IllegalArgumentException("alpha must be a number, not " + text);
    }
  }

  @Override
  public Judgement judge(RecordedCase recorded, boolean trace) {
    List<Comparison> comparisons =
        recorded.metrics().stream()
            .map(metric ->
                new Comparison(
                    metric.spec(),
                    series(metric.treatment(), recorded.interval()),
                    series(metric.control(), recorded.interval())))
            .toList();
    List<TracePoint> points = new ArrayList<>();
    double worst = Double.NaN;
    Inspection found = look(recorded, comparisons, 0);
    for (int sample = 0; sample < recorded.after(); sample++) {
      found = look(recorded, comparisons, sample + 1);
      for (Evidence evidence : found.evidence()) {
        double score = evidence.statistic() / evidence.threshold();
        worst = evidence.role() == Role.CONTEXT ? worst : worse(worst, score);
        if (trace) {
          points.add(point(evidence, sample, score));
        }
      }
      if (found.verdict() == Verdict.FAIL) {
        return new Judgement(recorded.id(), found, worst, sample, points);
      }
    }
    return new Judgement(recorded.id(), found, worst, -1, points);
  }

  private Inspection look(RecordedCase recorded, List<Comparison> comparisons, int samples) {
    Instant now = CHANGE.plus(recorded.interval().multipliedBy(samples));
    long judged = comparisons.stream().filter(one -> one.metric().role() != Role.CONTEXT).count();
    return new DifferenceInDifferences()
        .judge(
            new Case(
                comparisons,
                CHANGE,
                CHANGE,
                now,
                recorded.interval(),
                alpha,
                (int) Math.max(1, judged)));
  }

  private static double worse(double one, double other) {
    return Double.isNaN(one) ? other : Double.isNaN(other) ? one : Math.max(one, other);
  }

  private static TracePoint point(Evidence evidence, int sample, double score) {
    EffectInterval effect = evidence.effect();
    return new TracePoint(
        evidence.metric(),
        sample,
        evidence.observed(),
        evidence.expected(),
        effect == null ? Double.NaN : effect.estimate(),
        effect == null ? Double.NaN : effect.low(),
        effect == null ? Double.NaN : effect.high(),
        score);
  }

  private static List<TargetSeries> series(List<RecordedTarget> targets, Duration interval) {
    return targets.stream().map(target -> series(target, interval)).toList();
  }

  /** Each sample in the middle of its interval. */
  private static TargetSeries series(RecordedTarget target, Duration interval) {
    List<Sample> samples = new ArrayList<>();
    double[] before = target.before();
    double[] after = target.after();
    for (int i = Math.max(0, before.length - MOST_BEFORE); i < before.length + after.length; i++) {
      double value = i < before.length ? before[i] : after[i - before.length];
      if (Double.isFinite(value)) {
        Instant begin = CHANGE.plus(interval.multipliedBy(i - before.length));
        samples.add(new Sample(begin.plus(interval.dividedBy(2)), value, 1));
      }
    }
    return new TargetSeries(target.name(), samples);
  }
}
