package dev.sluice.inspection.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.inspection.MetricSpec.BadDirection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** How often a harmless change is failed whose target is new, looked at after every sample. */
class FreshFalseAlarmsTest {
  private static final int RUNS = Integer.getInteger("sluice.false.alarm.runs", 1000);
  private static final boolean TOLD = Boolean.getBoolean("sluice.false.alarm.told");
  private static final double ALPHA = JudgeSettings.DEFAULT.alpha();
  private static final int SAMPLES = 30;

  static Stream<Arguments> worlds() {
    return Stream.of(
            QuietWorld.Kind.WHITE,
            QuietWorld.Kind.AUTOREGRESSIVE_STRONG,
            QuietWorld.Kind.HEAVY_TAILED,
            QuietWorld.Kind.RARE_COUNTS)
        .flatMap(kind -> Stream.of(1, 2, 3, 5).flatMap(peers -> spreads(kind, peers)));
  }

  private static Stream<Arguments> spreads(QuietWorld.Kind kind, int peers) {
    return Stream.of(0, 0.05, 0.3).map(spread -> Arguments.of(kind, peers, spread));
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void keepsAlphaBesideUnlikePeers(QuietWorld.Kind kind, int peers, double spread) {
    assertThat(share(kind, peers, spread, SAMPLES)).isLessThanOrEqualTo(allowed());
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void keepsAlphaAfterALongPastOfThePeers(QuietWorld.Kind kind, int peers, double spread) {
    assertThat(share(kind, peers, spread, 5 * SAMPLES)).isLessThanOrEqualTo(allowed());
  }

  private static double share(QuietWorld.Kind kind, int peers, double spread, int before) {
    long failed =
        IntStream.range(0, RUNS)
            .parallel()
            .filter(seed ->
                new QuietWorld(kind, 31L * seed + kind.name().hashCode(), spread)
                    .isFailedWhenFresh(before, SAMPLES, peers, JudgeSettings.DEFAULT))
            .count();
    return told(
        "%s, %d peers, spread %s, %d before".formatted(kind, peers, spread, before), failed);
  }

  private static double told(String world, long failed) {
    if (TOLD) {
      IO.println(world + ": " + failed + " of " + RUNS);
    }
    return (double) failed / RUNS;
  }

  /** What a judge that keeps alpha exceeds in one of a hundred such tests. */
  private static double allowed() {
    return ALPHA + 2.33 * Math.sqrt(ALPHA * (1 - ALPHA) / RUNS);
  }

  @ParameterizedTest
  @CsvSource({
    "0.002, 2, 0",
    "0.002, 2, 0.5",
    "0.002, 5, 0.5",
    "0.05, 2, 0.3",
    "0.05, 5, 0.3",
    "0.05, 1, 0.3"
  })
  void keepsAlphaWhereRequestsAreCounted(double rate, int peers, double spread) {
    long failed =
        IntStream.range(0, RUNS)
            .parallel()
            .filter(seed -> isFailedByCounts(rate, peers, spread, new SplittableRandom(seed)))
            .count();
    assertThat(told("counted %s, %d peers, spread %s".formatted(rate, peers, spread), failed))
        .isLessThanOrEqualTo(allowed());
  }

  private static boolean isFailedByCounts(
      double rate, int peers, double spread, SplittableRandom random) {
    int length = 2 * SAMPLES;
    List<double[]> rates = new ArrayList<>();
    List<double[]> requests = new ArrayList<>();
    for (int j = 0; j <= peers; j++) {
      double own = rate * Math.max(0.1, 1 + spread * random.nextGaussian());
      double[] shares = new double[length];
      double[] counts = new double[length];
      for (int t = 0; t < length; t++) {
        counts[t] = j == 0 && t < SAMPLES ? 0 : 100 + random.nextInt(40);
        shares[t] = counts[t] == 0 ? Double.NaN : bad((int) counts[t], own, random) / counts[t];
      }
      rates.add(shares);
      requests.add(counts);
    }
    MetricSpec errors = Streams.metric(MetricSpec.Kind.ERROR_RATE, BadDirection.INCREASE);
    List<double[]> past = first(rates);
    List<double[]> counted = first(requests);
    MetricStream stream =
        MetricStream.of(
            MetricPast.of(
                errors,
                SAMPLES,
                Duration.ofMinutes(1),
                past.subList(0, 1),
                past.subList(1, past.size()),
                new Weights(counted.subList(0, 1), counted.subList(1, counted.size()))),
            JudgeSettings.DEFAULT);
    for (int t = SAMPLES; t < length; t++) {
      stream.take(
          at(rates, 0, 1, t),
          at(rates, 1, peers + 1, t),
          at(requests, 0, 1, t),
          at(requests, 1, peers + 1, t));
    }
    return stream.score() > JudgeSettings.DEFAULT.threshold();
  }

  private static List<double[]> first(List<double[]> series) {
    return series.stream().map(one -> Arrays.copyOf(one, SAMPLES)).toList();
  }

  private static double[] at(List<double[]> series, int from, int to, int t) {
    return series.subList(from, to).stream().mapToDouble(one -> one[t]).toArray();
  }

  private static int bad(int requests, double rate, SplittableRandom random) {
    int bad = 0;
    for (int i = 0; i < requests; i++) {
      bad += random.nextDouble() < rate ? 1 : 0;
    }
    return bad;
  }
}
