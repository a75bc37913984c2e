package dev.sluice.inspection.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.inspection.Inspection;
import dev.sluice.domain.inspection.Verdict;
import dev.sluice.inspection.stream.ServiceWorld.Defect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Measures false alarms, misses and delays over seeded worlds, looking after every sample. */
class DetectionSimulation {
  private static final int HARMLESS_RUNS = 500;
  private static final int DEFECT_RUNS = 100;
  private static final int SIDE_RUNS = 150;
  private static final double SHORTEST_BAKE = 4;

  @Test
  void failsAlmostNoHarmlessChangeAndPassesItSoon() {
    List<Watch> watches = watch("harmless", HARMLESS_RUNS, Defect.NONE);

    assertThat(alarms("1 of 6", HARMLESS_RUNS, 1, 5)).isLessThanOrEqualTo(0.01);
    assertThat(share(watches, Verdict.PASS)).isGreaterThan(0.95);
    assertThat(median(watches, Verdict.PASS)).isLessThanOrEqualTo(8);
  }

  @Test
  void catchesTripledLatency() {
    assertCaught(watch("latency x3", DEFECT_RUNS, Defect.SLOW));
  }

  @Test
  void catchesFifteenPercentErrors() {
    assertCaught(watch("errors 15 %", DEFECT_RUNS, Defect.FAILING));
  }

  @Test
  void catchesALeak() {
    assertCaught(watch("leak 100 KB/request", DEFECT_RUNS, Defect.LEAKING));
  }

  @Test
  void catchesSilence() {
    assertCaught(watch("silence", DEFECT_RUNS, Defect.SILENT));
  }

  @Test
  void failsAlmostNoHarmlessChangeOfHalfTheTargets() {
    assertThat(alarms("3 of 6", SIDE_RUNS, 3, 3)).isLessThanOrEqualTo(0.01);
  }

  @Test
  void failsFewHarmlessChangesOfAllTargets() {
    assertThat(alarms("3 of 3", SIDE_RUNS, 3, 0)).isLessThanOrEqualTo(0.02);
  }

  @Test
  void aWholeChangeOfThreeBatchesAndFourMetricsKeepsItsAlpha() {
    int runs = 300;
    long failed =
        LongStream.range(0, runs)
            .parallel()
            .filter(change ->
                LongStream.range(0, 3)
                    .mapToObj(
                        batch -> ServiceWorld.oneOfSix(10_000 + 3 * change + batch, Defect.NONE))
                    .anyMatch(this::everFails))
            .count();

    IO.println("harmless changes of three batches: runs %d, failed %d".formatted(runs, failed));
    assertThat(failed).isLessThanOrEqualTo(9);
  }

  /** Share of harmless changes that fail at any look; a pass doesn't end this watch. */
  private double alarms(String name, int runs, int changed, int unchanged) {
    long alarms =
        LongStream.range(0, runs)
            .parallel()
            .mapToObj(seed -> new ServiceWorld(seed, changed, unchanged, Defect.NONE, changed))
            .filter(this::everFails)
            .count();
    IO.println(
        "harmless, %s changed: runs %d, failed at any of 30 looks %d"
            .formatted(name, runs, alarms));
    return alarms / (double) runs;
  }

  private boolean everFails(ServiceWorld world) {
    BakeJudge judge = world.judge();
    world.look(judge, ServiceWorld.SINCE + 1);
    return judge.inspection(ServiceWorld.now(ServiceWorld.SINCE)).verdict() == Verdict.FAIL;
  }

  private static void assertCaught(List<Watch> watches) {
    assertThat(share(watches, Verdict.FAIL)).isGreaterThan(0.95);
    assertThat(median(watches, Verdict.FAIL)).isLessThanOrEqualTo(8);
  }

  /** How a bake ended, and after how many seconds. */
  private record Watch(Verdict verdict, double seconds, String metric) {}

  private List<Watch> watch(String name, int runs, Defect defect) {
    List<Watch> watches =
        LongStream.range(0, runs)
            .parallel()
            .mapToObj(seed -> watch(ServiceWorld.oneOfSix(seed, defect)))
            .toList();
    var failing = new TreeMap<String, Integer>();
    watches.forEach(
        watch -> failing.merge(watch.verdict() + " " + watch.metric(), 1, Integer::sum));
    IO.println(
        String.format(
            Locale.ROOT,
            "%-20s runs %d: fail %.3f after %.1f s (median), pass %.3f after %.1f s, p90 %.1f s %s",
            name,
            runs,
            share(watches, Verdict.FAIL),
            median(watches, Verdict.FAIL),
            share(watches, Verdict.PASS),
            median(watches, Verdict.PASS),
            quantile(watches, watches.getFirst().verdict(), 0.9),
            failing));
    return watches;
  }

  /** A fail ends the bake at once, a pass not before the shortest bake. */
  private Watch watch(ServiceWorld world) {
    BakeJudge judge = world.judge();
    for (int intervals = 1; intervals <= ServiceWorld.SINCE; intervals++) {
      double seconds = intervals * ServiceWorld.INTERVAL.toMillis() / 1e3;
      world.look(judge, intervals);
      Inspection inspection = judge.inspection(ServiceWorld.now(intervals));
      boolean answer =
          inspection.verdict() == Verdict.FAIL
              || (inspection.verdict() == Verdict.PASS && seconds >= SHORTEST_BAKE);
      if (answer) {
        return new Watch(inspection.verdict(), seconds, inspection.evidence().getFirst().metric());
      }
    }
    Inspection last = judge.inspection(ServiceWorld.now(ServiceWorld.SINCE));
    return new Watch(Verdict.INCONCLUSIVE, Double.NaN, last.summary().replaceAll("[\\d.]+", "#"));
  }

  private static double share(List<Watch> watches, Verdict verdict) {
    return watches.stream().filter(watch -> watch.verdict() == verdict).count()
        / (double) watches.size();
  }

  private static double median(List<Watch> watches, Verdict verdict) {
    return quantile(watches, verdict, 0.5);
  }

  private static double quantile(List<Watch> watches, Verdict verdict, double share) {
    var delays =
        new ArrayList<>(
            watches.stream()
                .filter(watch -> watch.verdict() == verdict)
                .map(Watch::seconds)
                .sorted()
                .toList());
    return delays.isEmpty() ? Double.NaN : delays.get((int) (share * (delays.size() - 1)));
  }
}
