package dev.sluice.inspection.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.inspection.Verdict;
import dev.sluice.inspection.series.TargetSeries;
import dev.sluice.inspection.stream.ServiceWorld.Defect;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Measures false alarms, misses and delays where the changed targets are new. */
class FreshDetectionSimulation {
  private static final int RUNS = Integer.getInteger("sluice.fresh.runs", 40);

  @Test
  void failsAlmostNoHarmlessChangeAndPassesMost() {
    for (int[] sizes : new int[][] {{1, 5}, {1, 3}, {1, 2}, {1, 1}, {3, 3}}) {
      List<Watch> watches = watch("harmless", sizes[0], sizes[1], Defect.NONE);

      assertThat(share(watches, Verdict.FAIL)).isLessThanOrEqualTo(0.025);
    }
    assertThat(share(watch("harmless", 1, 5, Defect.NONE), Verdict.PASS)).isGreaterThan(0.9);
  }

  @Test
  void catchesWhatIsPlain() {
    for (Defect defect :
        List.of(
            new Defect(5, 0.002, 0, false),
            new Defect(1, 0.1, 0, false),
            Defect.LEAKING,
            Defect.SILENT)) {
      assertThat(share(watch(defect.toString(), 1, 5, defect), Verdict.FAIL)).isGreaterThan(0.9);
    }
  }

  @Test
  void passesFewThatAreThreeTimesAsSlow() {
    for (int peers : new int[] {5, 3, 2}) {
      assertThat(share(watch("latency x3", 1, peers, Defect.SLOW), Verdict.PASS))
          .isLessThanOrEqualTo(0.05);
    }
  }

  /** How a bake ended, and after how many intervals. */
  private record Watch(Verdict verdict, int intervals) {}

  private static List<Watch> watch(String name, int changed, int peers, Defect defect) {
    List<Watch> watches =
        LongStream.range(0, RUNS)
            .parallel()
            .mapToObj(seed -> watch(new ServiceWorld(seed, changed, peers, defect, changed)))
            .toList();
    double[] failed =
        watches.stream()
            .filter(each -> each.verdict() == Verdict.FAIL)
            .mapToDouble(Watch::intervals)
            .toArray();
    IO.println(
        String.format(
            Locale.ROOT,
            "%d new of %d, %s: fail %.2f after %.1f s (median), pass %.2f",
            changed,
            changed + peers,
            name,
            share(watches, Verdict.FAIL),
            Statistics.median(failed) * ServiceWorld.INTERVAL.toMillis() / 1000,
            share(watches, Verdict.PASS)));
    return watches;
  }

  /** To the end: a pass before it ends nothing. */
  private static Watch watch(ServiceWorld world) {
    List<String> changed = world.plan().treatment();
    UnaryOperator<TargetSeries> fresh =
        series ->
            changed.contains(series.target())
                ? new TargetSeries(
                    series.target(),
                    series.samples().stream()
                        .filter(sample -> !sample.time().isBefore(ServiceWorld.START))
                        .toList())
                : series;
    BakeJudge judge = world.judge(fresh);
    Verdict verdict = Verdict.INCONCLUSIVE;
    for (int k = 1; k <= ServiceWorld.SINCE; k++) {
      world.look(judge, k, fresh);
      verdict = judge.inspection(ServiceWorld.now(k)).verdict();
      if (verdict == Verdict.FAIL) {
        return new Watch(verdict, k);
      }
    }
    return new Watch(verdict, ServiceWorld.SINCE);
  }

  private static double share(List<Watch> watches, Verdict verdict) {
    return watches.stream().filter(each -> each.verdict() == verdict).count()
        / (double) watches.size();
  }
}
