package dev.sluice.inspection.histogram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.inspection.MetricSpec.BadDirection;
import dev.sluice.domain.inspection.MetricSpec.Kind;
import dev.sluice.domain.inspection.MetricSpec.Role;
import dev.sluice.inspection.series.Comparison;
import dev.sluice.inspection.series.HistogramSeries;
import dev.sluice.inspection.series.TargetSeries;
import dev.sluice.inspection.series.TargetSeries.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlowShareTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final double NONE = Double.NaN;
  private static final double INFINITE = Double.POSITIVE_INFINITY;
  private static final MetricSpec LATENCY =
      new MetricSpec(
          "latency", Kind.LATENCY, BadDirection.INCREASE, Role.DECIDING, "q", 0.2, 0, true);

  private static HistogramSeries series(double[] bounds, double[]... counts) {
    List<Instant> times =
        IntStream.range(0, counts.length)
            .mapToObj(i -> START.plus(INTERVAL.multipliedBy(i - counts.length)))
            .toList();
    return new HistogramSeries(bounds, times, counts);
  }

  private static double[] row(double... values) {
    return values;
  }

  private static List<Sample> shares(HistogramSeries series) {
    return SlowRequests.shares(series, 0.1, INTERVAL.multipliedBy(2));
  }

  private static List<SlowShare> chosen(HistogramSeries... all) {
    List<TargetSeries> targets =
        IntStream.range(0, all.length)
            .mapToObj(j -> new TargetSeries("t" + j, List.of(), all[j]))
            .toList();
    return SlowShare.of(
        new Comparison(LATENCY, targets.subList(0, 1), targets.subList(1, targets.size())),
        INTERVAL,
        START);
  }

  @Test
  void countsWhatWasSlowerSinceTheLastReading() {
    assertThat(shares(series(row(0.1, INFINITE), row(90, 100), row(98, 110), row(98, 120))))
        .extracting(Sample::value, Sample::weight)
        .containsExactly(tuple(0.2, 10), tuple(1, 10));
  }

  @Test
  void aCounterThatFellStartedAnew() {
    assertThat(shares(series(row(0.1, INFINITE), row(90, 100), row(3, 4), row(3, 8))))
        .extracting(Sample::value, Sample::weight)
        .containsExactly(tuple(0.25, 4), tuple(1, 4));
    // All together grew, but of the slow ones there are fewer than before.
    assertThat(shares(series(row(0.1, INFINITE), row(1, 10), row(11, 12))))
        .extracting(Sample::value, Sample::weight)
        .containsExactly(tuple(1.0 / 12, 12));
  }

  @Test
  void noRequestIsNoSample() {
    assertThat(shares(series(row(0.1, INFINITE), row(0, 0), row(0, 0), row(5, 5)))).hasSize(1);
    assertThat(shares(series(row(0.1, INFINITE)))).isEmpty();
  }

  @Test
  void aReadingWithoutTheBucketOrWithoutTheNumberOfAllIsLeftOut() {
    assertThat(
            shares(series(row(0.1, INFINITE), row(0, 0), row(NONE, 7), row(9, NONE), row(10, 20))))
        .isEmpty();
    assertThat(shares(series(row(0.1, INFINITE), row(0, 0), row(NONE, 7), row(10, 20))))
        .extracting(Sample::value, Sample::weight)
        .containsExactly(tuple(0.5, 20));
    assertThat(shares(series(row(0.1, 0.2), row(0, 0), row(1, 2)))).isEmpty();
    assertThat(shares(series(row(0.2, INFINITE), row(0, 0), row(1, 2)))).isEmpty();
  }

  @Test
  void looksAtTheBoundsNearestToHalfATenthAndAHundredth() {
    double[] bounds = row(0.01, 0.05, 0.1, 0.25, 0.5, 1, INFINITE);
    double[] none = new double[bounds.length];

    assertThat(chosen(series(bounds, none, row(10, 400, 800, 930, 985, 998, 1000))))
        .extracting(SlowShare::bound)
        .containsExactly(0.05, 0.25, 0.5);
  }

  @Test
  void takesTheNextBoundsWhereAllRequestsAreInOneBucket() {
    double[] bounds = row(0.1, 0.25, 0.5, 1, INFINITE);
    double[] none = new double[bounds.length];

    assertThat(chosen(series(bounds, none, row(0, 1000, 1000, 1000, 1000))))
        .extracting(SlowShare::bound)
        .containsExactly(0.25, 0.5, 1.0);
    assertThat(chosen(series(bounds, none, row(0, 0, 0, 0, 1000)))).isEmpty();
    assertThat(chosen(series(bounds, none, none))).isEmpty();
  }

  @Test
  void choosesFromTheBoundsThatAllTargetsHave() {
    HistogramSeries one =
        series(row(0.1, 0.2, 0.4, INFINITE), row(0, 0, 0, 0), row(50, 90, 99, 100));
    HistogramSeries other = series(row(0.1, 0.3, INFINITE), row(0, 0, 0), row(500, 950, 1000));
    HistogramSeries idle = series(row(0.7, INFINITE), row(0, 0), row(0, 0));

    assertThat(chosen(one, other, idle)).extracting(SlowShare::bound).containsExactly(0.1);
  }

  @Test
  void oneEffectIsTheSameGrowthOfTheOddsEverywhere() {
    assertThat(ShareGrowth.of(0.5, 0.2)).isCloseTo(1.44 / 2.44 - 0.5, within(1e-12));
    assertThat(ShareGrowth.of(0.01, 1)).isCloseTo(0.04 / 1.03 - 0.01, within(1e-12));
    assertThat(ShareGrowth.of(0, 3)).isZero();
    assertThat(ShareGrowth.of(0.3, 0)).isZero();
    assertThat(ShareGrowth.thatMatters(0.001, 0.2)).isEqualTo(0.005);
  }

  @Test
  void judgesTheShareLikeAnErrorRateThatMustGrowByWhatMatters() {
    double[] bounds = row(0.1, 0.25, INFINITE);
    MetricSpec spec = chosen(series(bounds, new double[3], row(500, 1000, 1000))).getFirst().spec();

    assertThat(spec.name()).isEqualTo("latency slower than 100 ms");
    assertThat(spec.kind()).isEqualTo(Kind.ERROR_RATE);
    assertThat(spec.badDirection()).isEqualTo(BadDirection.INCREASE);
    assertThat(spec.minimumEffect()).isEqualTo(ShareGrowth.of(0.5, 0.2));
    assertThat(spec.histogram()).isFalse();
  }

  @Test
  void refusesBoundsAndTimesThatDoNotAscend() {
    assertThatThrownBy(() -> series(row(0.2, 0.1), row(1, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bounds must ascend: 0.1");
    assertThatThrownBy(() -> new HistogramSeries(row(1), List.of(START, START), new double[2][1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("times must ascend");
  }

  private static org.assertj.core.groups.Tuple tuple(double share, double requests) {
    return org.assertj.core.groups.Tuple.tuple(share, requests);
  }
}
