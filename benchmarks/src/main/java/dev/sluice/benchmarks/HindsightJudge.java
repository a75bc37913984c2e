package dev.sluice.benchmarks;

import dev.sluice.inspection.judge.Case;
import dev.sluice.inspection.judge.Comparison;
import dev.sluice.inspection.judge.DifferenceInDifferences;
import dev.sluice.inspection.recorded.Judgement;
import dev.sluice.inspection.recorded.RecordedCase;
import dev.sluice.inspection.recorded.RecordedJudge;
import dev.sluice.inspection.recorded.RecordedTarget;
import dev.sluice.inspection.series.TargetSeries;
import dev.sluice.inspection.series.TargetSeries.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Differences in differences, asked once when all samples are there. */
final class HindsightJudge implements RecordedJudge {
  private static final Instant CHANGE = Instant.parse("2026-01-05T00:00:00Z");
  private static final double ALPHA = 0.01;

  @Override
  public Judgement judge(RecordedCase recorded, boolean trace) {
    Duration interval = recorded.interval();
    List<Comparison> comparisons =
        recorded.metrics().stream()
            .map(metric ->
                new Comparison(
                    metric.spec(),
                    series(metric.treatment(), interval),
                    series(metric.control(), interval)))
            .toList();
    Instant now = CHANGE.plus(interval.multipliedBy(recorded.after()));
    var question =
        new Case(comparisons, CHANGE, CHANGE, now, interval, ALPHA, recorded.metrics().size());
    return new Judgement(
        recorded.id(), new DifferenceInDifferences().judge(question), Double.NaN, -1, List.of());
  }

  private static List<TargetSeries> series(List<RecordedTarget> targets, Duration interval) {
    return targets.stream().map(target -> series(target, interval)).toList();
  }

  private static TargetSeries series(RecordedTarget target, Duration interval) {
    var samples = new ArrayList<Sample>();
    double[] before = target.before();
    for (int i = 0; i < before.length; i++) {
      samples.add(new Sample(CHANGE.minus(interval.multipliedBy(before.length - i)), before[i], 1));
    }
    double[] after = target.after();
    for (int i = 0; i < after.length; i++) {
      samples.add(new Sample(CHANGE.plus(interval.multipliedBy(i + 1L)), after[i], 1));
    }
    return new TargetSeries(target.name(), samples);
  }
}
