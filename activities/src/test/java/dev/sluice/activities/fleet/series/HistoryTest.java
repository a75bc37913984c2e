package dev.sluice.activities.fleet.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.inspection.series.TargetSeries.Sample;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final String ONE = "checkout-a-1";

  private final History history = new History(3);

  @Test
  void samplesComeFromTheDifferenceOfTwoScrapes() {
    scrape(10, 0, 100, 2);
    scrape(12, 0, 120, 7);

    assertThat(samples(SeriesKind.REQUEST_RATE)).containsExactly(new Sample(at(12), 10, 1));
    assertThat(samples(SeriesKind.ERROR_RATE)).containsExactly(new Sample(at(12), 0.25, 20));
    Sample mean = samples(SeriesKind.LATENCY_MEAN).getFirst();
    assertThat(mean.value()).isCloseTo(0.01, within(1e-9));
    assertThat(mean.weight()).isEqualTo(20);
  }

  @Test
  void anIntervalWithoutRequestsHasARateButNoLatencyAndNoErrorRate() {
    scrape(10, 0, 100, 2);
    scrape(11, 0, 100, 2);

    assertThat(samples(SeriesKind.REQUEST_RATE)).containsExactly(new Sample(at(11), 0, 1));
    assertThat(samples(SeriesKind.LATENCY_P95)).isEmpty();
    assertThat(samples(SeriesKind.ERROR_RATE)).isEmpty();
    assertThat(samples(SeriesKind.MEMORY_BYTES)).hasSize(1);
  }

  @Test
  void aReplacedInstanceCountsFromItsOwnStart() {
    scrape(10, 0, 100, 2);
    scrape(12, 11, 20, 5);

    assertThat(samples(SeriesKind.REQUEST_RATE)).containsExactly(new Sample(at(12), 20, 1));
    assertThat(samples(SeriesKind.ERROR_RATE)).containsExactly(new Sample(at(12), 0.25, 20));
  }

  @Test
  void aScrapeThatIsNotLaterGivesNoSample() {
    scrape(10, 0, 100, 2);
    scrape(10, 0, 110, 2);

    assertThat(samples(SeriesKind.REQUEST_RATE)).isEmpty();
  }

  @Test
  void keepsTheLastIntervalsOnlyAndAnswersByTime() {
    for (int second = 1; second <= 6; second++) {
      scrape(second, 0, second * 10, 0);
    }

    assertThat(samples(SeriesKind.REQUEST_RATE))
        .extracting(Sample::time)
        .containsExactly(at(4), at(5), at(6));
    assertThat(history.series(ONE, SeriesKind.REQUEST_RATE, at(5), at(5)).samples()).hasSize(1);
  }

  @Test
  void anUnknownQueryIsTheAuthorsProblemAndNamesTheKnownOnes() {
    assertThatThrownBy(() -> SeriesKind.of("latency_p42"))
        .hasMessageContaining("UNKNOWN_QUERY")
        .hasMessageContaining("latency_p95");
  }

  private void scrape(int second, int startSecond, int requests, int errors) {
    var durations =
        new Buckets(
            new double[] {0.005, 0.02, Double.POSITIVE_INFINITY}, new int[] {0, requests, 0});
    double start = at(startSecond).getEpochSecond();
    history.add(
        ONE, new Reading(at(second), start, requests, errors, requests * 0.01, durations, 1e6));
  }

  private List<Sample> samples(SeriesKind kind) {
    return history.series(ONE, kind, START, at(100)).samples();
  }

  private static Instant at(int second) {
    return START.plusSeconds(second);
  }
}
