package dev.sluice.inspection.stream;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.inspection.Inspection;
import dev.sluice.domain.inspection.Verdict;
import dev.sluice.inspection.series.Comparison;
import dev.sluice.inspection.series.HistogramSeries;
import dev.sluice.inspection.series.TargetSeries;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Latencies that are counted by bucket, judged while a bake runs. */
class HistogramBakeTest {
  private static final int RUNS = Integer.getInteger("sluice.false.alarm.runs", 100);
  private static final int FEW = 20;
  private static final double ALPHA = JudgeSettings.DEFAULT.alpha();

  @Test
  void findsThatAllRequestsGotSlower() {
    Inspection inspection = new HistogramWorld(1, 60, 0).judged(latency -> 1.8 * latency);

    assertThat(inspection.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(inspection.summary())
        .matches(
            "[\\d.]+ % of requests of latency are slower than \\d+ ms, [\\d.]+ % expected, on t0"
                + " since 12:0\\d:\\d\\d UTC, compared with unchanged targets, .* goes as far\\.");
    assertThat(inspection.evidence()).hasSize(1);
    assertThat(inspection.evidence().getFirst().metric()).isEqualTo("latency");
  }

  @Test
  void findsATailThatGrowsWhileTheMiddleStays() {
    HistogramWorld world = new HistogramWorld(2, 60, 0);

    Inspection inspection = world.judged(world.sometimes(0.08, latency -> 5 * latency));

    assertThat(inspection.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(inspection.summary()).contains("are slower than 250 ms, ");
  }

  @Test
  void findsRareRequestsThatBecameVerySlow() {
    HistogramWorld world = new HistogramWorld(3, 60, 0);

    Inspection inspection = world.judged(world.sometimes(0.03, _ -> 4.0));

    assertThat(inspection.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(inspection.summary()).containsPattern("are slower than (250|500) ms, ");
  }

  @Test
  void passesWhatIsNoSlowerAndWhatTheAuthorExpects() {
    assertThat(new HistogramWorld(4, 60, 0).judged(DoubleUnaryOperator.identity()).verdict())
        .isEqualTo(Verdict.PASS);
    assertThat(new HistogramWorld(4, 60, 0).judged(latency -> 0.7 * latency).verdict())
        .isEqualTo(Verdict.PASS);
    assertThat(new HistogramWorld(4, 60, 0).expecting(1).judged(latency -> 1.4 * latency).verdict())
        .isEqualTo(Verdict.PASS);
  }

  @Test
  void aRestartIsNoFlood() {
    assertThat(
            new HistogramWorld(5, 60, 0)
                .restarting()
                .judged(DoubleUnaryOperator.identity())
                .verdict())
        .isEqualTo(Verdict.PASS);
    assertThat(new HistogramWorld(5, 60, 0).restarting().judged(latency -> 1.8 * latency).verdict())
        .isEqualTo(Verdict.FAIL);
  }

  @Test
  void survivesReadingsThatAreMissing() {
    HistogramWorld world = new HistogramWorld(6, 60, 0);

    assertThat(
            world
                .judged(DoubleUnaryOperator.identity(), series -> kept(series, i -> i % 4 != 0))
                .verdict())
        .isEqualTo(Verdict.PASS);
    assertThat(
            world
                .judged(latency -> 1.8 * latency, series -> kept(series, i -> i % 4 != 0))
                .verdict())
        .isEqualTo(Verdict.FAIL);
  }

  @Test
  void hasNoAnswerWithoutAPast() {
    Inspection inspection =
        new HistogramWorld(7, 60, 0)
            .judged(
                DoubleUnaryOperator.identity(),
                series -> kept(series, i -> i >= HistogramWorld.PAST));

    assertThat(inspection.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(inspection.summary())
        .startsWith("latency can't be judged: the changed targets have no past and no unchanged");
  }

  @Test
  void anotherJudgeGoesOnFromItsStateToTheSameVerdict() {
    HistogramWorld world = new HistogramWorld(8, 60, 0);
    List<TargetSeries> targets = world.targets(latency -> 1.3 * latency);
    Comparison all = world.comparison(targets);
    Instant middle = HistogramWorld.START.plus(HistogramWorld.INTERVAL.multipliedBy(9));
    Instant end = HistogramWorld.START.plus(HistogramWorld.INTERVAL.multipliedBy(30));
    BakeJudge whole = world.judge(targets);
    whole.take(0, all, middle);
    BakeJudge second = world.judge(targets);
    second.restore(whole.state());
    whole.take(0, all, end);
    second.take(0, all, end);

    assertThat(second.state()).isEqualTo(whole.state());
    assertThat(second.inspection(end)).isEqualTo(whole.inspection(end));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 5, 60, 0",
    "3, 3, 60, 0.01",
    "1, 5, 8, 0.01",
    "2, 0, 60, 0.03",
    "1, 5, 60, 0.003",
    "5, 1, 60, 0.003",
    "2, 0, 60, 0.003"
  })
  void failsHarmlessChangesAtMostAsOftenAsAlphaSays(
      int changed, int unchanged, double requests, double burst) {
    int failed = 0;
    for (int seed = 0; seed < RUNS; seed++) {
      HistogramWorld world =
          new HistogramWorld(17L * seed, requests, burst).targets(changed, unchanged);
      failed += world.isFailed(DoubleUnaryOperator.identity()) ? 1 : 0;
    }

    assertThat((double) failed / RUNS)
        .isLessThanOrEqualTo(ALPHA + 3.1 * Math.sqrt(ALPHA * (1 - ALPHA) / RUNS));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 5, 1.5, 0.003",
    "1, 1, 5, 1.5, 0.01",
    "5, 5, 0, 1.5, 0.003",
    "5, 1, 5, 2, 0.003",
    "5, 1, 0, 2, 0.003"
  })
  void burstsHideNoHarm(int changed, int harmed, int unchanged, double slower, double burst) {
    int found = 0;
    for (int seed = 0; seed < FEW; seed++) {
      HistogramWorld world =
          new HistogramWorld(19L * seed, 60, burst).targets(changed, unchanged).harming(harmed);
      found += world.isFailed(latency -> slower * latency) ? 1 : 0;
    }

    assertThat(found).isGreaterThanOrEqualTo(FEW - 2);
  }

  private static TargetSeries kept(TargetSeries series, IntPredicate wanted) {
    HistogramSeries all = requireNonNull(series.histogram());
    List<Instant> times = new ArrayList<>();
    List<double[]> counts = new ArrayList<>();
    double[] bounds = all.bounds();
    for (int i = 0; i < all.size(); i++) {
      if (wanted.test(i)) {
        double[] row = new double[bounds.length];
        for (int b = 0; b < row.length; b++) {
          row[b] = all.count(i, b);
        }
        times.add(all.time(i));
        counts.add(row);
      }
    }
    return new TargetSeries(
        series.target(),
        List.of(),
        new HistogramSeries(bounds, times, counts.toArray(double[][]::new)));
  }
}
