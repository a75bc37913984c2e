package dev.sluice.inspection.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.inspection.Inspection;
import dev.sluice.domain.inspection.Verdict;
import dev.sluice.inspection.histogram.SlowShare;
import dev.sluice.inspection.recorded.Judgement;
import dev.sluice.inspection.recorded.RecordedCase;
import dev.sluice.inspection.recorded.RecordedMetric;
import dev.sluice.inspection.recorded.RecordedShare;
import dev.sluice.inspection.recorded.RecordedTarget;
import dev.sluice.inspection.series.Comparison;
import dev.sluice.inspection.series.TargetSeries;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The recorded shares of a histogram are judged as the bake judged the histogram. */
class HistogramReplayTest {
  private static final Instant END =
      HistogramWorld.START.plus(HistogramWorld.INTERVAL.multipliedBy(HistogramWorld.SINCE + 1));

  private static RecordedCase recorded(Comparison comparison) {
    List<RecordedMetric> shares = new ArrayList<>();
    for (SlowShare share :
        SlowShare.of(comparison, HistogramWorld.INTERVAL, HistogramWorld.START)) {
      Comparison counted = share.shares(comparison, HistogramWorld.INTERVAL);
      shares.add(
          new RecordedMetric(share.spec(), targets(counted.treatment()), targets(counted.control()))
              .as(new RecordedShare("latency", share.bound())));
    }
    return new RecordedCase(
        "case", HistogramWorld.INTERVAL, HistogramWorld.PAST, HistogramWorld.SINCE, shares);
  }

  private static List<RecordedTarget> targets(List<TargetSeries> all) {
    List<String> names = all.stream().map(TargetSeries::target).toList();
    Instant first =
        HistogramWorld.START.minus(HistogramWorld.INTERVAL.multipliedBy(HistogramWorld.PAST));
    Intervals.Filled before =
        new Intervals(first, HistogramWorld.INTERVAL, HistogramWorld.PAST).fill(names, all);
    Intervals.Filled since =
        new Intervals(HistogramWorld.START, HistogramWorld.INTERVAL, HistogramWorld.SINCE)
            .fill(names, all);
    List<RecordedTarget> targets = new ArrayList<>();
    for (int j = 0; j < names.size(); j++) {
      targets.add(
          new RecordedTarget(
              names.get(j),
              before.values().get(j),
              since.values().get(j),
              before.weights().get(j),
              since.weights().get(j)));
    }
    return targets;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.7, 1, 1.1, 1.2, 1.3, 1.8})
  void toTheBit(double slower) {
    for (double burst : new double[] {0, 0.01}) {
      HistogramWorld world = new HistogramWorld(11, 60, burst).targets(3, 3);
      same(world, latency -> slower * latency);
    }
  }

  private static void same(HistogramWorld world, DoubleUnaryOperator change) {
    List<TargetSeries> targets = world.targets(change);
    Comparison comparison = world.comparison(targets);
    BakeJudge judge = world.judge(targets);
    Inspection bake = judge.inspection(HistogramWorld.START);
    for (int k = 2; k <= HistogramWorld.SINCE + 1 && bake.verdict() != Verdict.FAIL; k++) {
      Instant now = HistogramWorld.START.plus(HistogramWorld.INTERVAL.multipliedBy(k));
      judge.take(0, comparison, now);
      bake = judge.inspection(now);
    }
    if (bake.verdict() != Verdict.FAIL) {
      bake = judge.inspection(END);
    }

    Judgement replay = new ReplayJudge().judge(recorded(comparison), false);

    assertThat(replay.inspection().verdict()).isEqualTo(bake.verdict());
    assertThat(replay.inspection().evidence())
        .usingRecursiveComparison()
        .ignoringFields("summary")
        .isEqualTo(bake.evidence());
    assertThat(words(replay.inspection().summary())).isEqualTo(words(bake.summary()));
  }

  /** A replay knows no clock. */
  private static String words(String summary) {
    return summary.replaceAll("since (sample \\d+|12:\\d\\d:\\d\\d UTC)", "since then");
  }
}
