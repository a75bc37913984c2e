package dev.sluice.activities.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.activities.metrics.MetricQuery;
import dev.sluice.activities.metrics.MetricSource;
import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.inspection.series.TargetSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MetricReaderTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  @Test
  void readsMetricsAtTheSameTime() throws InterruptedException {
    CyclicBarrier bothAreRead = new CyclicBarrier(2);

    Readings readings =
        read(
            query -> {
              await(bothAreRead);
              return series(query);
            },
            Duration.ofSeconds(20));

    assertThat(readings.unreadable()).isEmpty();
    assertThat(readings.comparisons())
        .extracting(comparison -> comparison.metric().name())
        .containsExactly("errors", "latency");
  }

  @Test
  void aSourceThatHangsIsUnreadableAndHoldsNothingUp() throws InterruptedException {
    Readings readings =
        read(
            query -> {
              if (query.metric().name().equals("errors")) {
                await(new CountDownLatch(1));
              }
              return series(query);
            },
            Duration.ofMillis(50));

    assertThat(readings.unreadable())
        .singleElement()
        .satisfies(missing -> assertThat(missing.words()).startsWith("errors can't be read"));
    assertThat(readings.lacksDeciding()).isTrue();
    assertThat(readings.lacksAll()).isFalse();
  }

  @Test
  void refusesASourceThatMixesUpItsTargets() {
    assertThatThrownBy(() -> read(_ -> List.of(), Duration.ofSeconds(20)))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo("BROKEN_METRIC_SOURCE"));
  }

  @Test
  void refusesSingleValuesWhereAHistogramIsWanted() {
    MetricSpec histogram =
        new MetricSpec(
            "latency",
            MetricSpec.Kind.LATENCY,
            MetricSpec.BadDirection.INCREASE,
            MetricSpec.Role.DECIDING,
            "q",
            0.1,
            0,
            true);
    MetricReader reader =
        new MetricReader(
            new AnsweringSource(MetricReaderTest::series),
            List.of(histogram),
            Duration.ofSeconds(20));

    assertThatThrownBy(() -> reader.read(List.of("n1"), List.of("n2"), NOON, NOON))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().code()).isEqualTo("NO_HISTOGRAMS"));
  }

  private static Readings read(Function<MetricQuery, List<TargetSeries>> answers, Duration patience)
      throws InterruptedException {
    return new MetricReader(
            new AnsweringSource(answers),
            List.of(
                metric("errors", MetricSpec.Role.DECIDING),
                metric("latency", MetricSpec.Role.SUPPORTING)),
            patience)
        .read(List.of("n1"), List.of("n2"), NOON, NOON);
  }

  private static List<TargetSeries> series(MetricQuery query) {
    return query.targets().stream()
        .map(target -> new TargetSeries(target, List.of(new TargetSeries.Sample(NOON, 1, 1))))
        .toList();
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new AssertionError("metrics were not read at the same time", e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static MetricSpec metric(String name, MetricSpec.Role role) {
    return new MetricSpec(
        name, MetricSpec.Kind.LATENCY, MetricSpec.BadDirection.INCREASE, role, name, 0.1);
  }

  private record AnsweringSource(Function<MetricQuery, List<TargetSeries>> answers)
      implements MetricSource {
    @Override
    public String name() {
      return "answering";
    }

    @Override
    public Duration interval() {
      return Duration.ofSeconds(1);
    }

    @Override
    public List<TargetSeries> read(MetricQuery query) {
      return answers.apply(query);
    }
  }
}
