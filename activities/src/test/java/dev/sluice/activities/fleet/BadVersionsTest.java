package dev.sluice.activities.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.activities.fleet.control.ControlClient;
import dev.sluice.activities.metrics.MetricQuery;
import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.inspection.series.TargetSeries;
import dev.sluice.inspection.series.TargetSeries.Sample;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One bad version of each kind, each beside an instance that was left alone. */
class BadVersionsTest {
  private static final int ENOUGH_REQUESTS = 200;

  private static Fleet fleet;
  private static ControlClient client;
  private static FleetMetricSource source;
  private static Instant changed;

  @BeforeAll
  static void deployOneBadVersionOfEachKind() throws InterruptedException {
    fleet = Fleet.start(SmallFleet.spec(90), 0, InstantSource.system(), 2);
    client = new ControlClient(fleet.controlUri());
    source = new FleetMetricSource(client, fleet.scrapeInterval());
    var subDomain = new FleetSubDomain(client);
    deploy(subDomain, "checkout-b-1", "v2-slow");
    deploy(subDomain, "ledger-b-1", "v2-failing");
    deploy(subDomain, "storefront-b-1", "v2-leaking");
    deploy(subDomain, "catalog-b-1", "v2-silent");
    changed = Instant.now();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> weight(samples("error_rate", "ledger-b-1")) >= ENOUGH_REQUESTS);
  }

  @AfterAll
  static void stop() {
    client.close();
    fleet.close();
  }

  @Test
  void aSlowVersionIsSlowerThanTheOneLeftAlone() {
    double untouched = mean(samples("latency_mean", "checkout-a-1"));
    assertThat(mean(samples("latency_mean", "checkout-b-1"))).isGreaterThan(1.5 * untouched);
    assertThat(mean(samples("latency_p50", "checkout-b-1")))
        .isGreaterThan(1.5 * mean(samples("latency_p50", "checkout-a-1")));
  }

  @Test
  void aFailingVersionFailsAndTheOneLeftAloneDoesNot() {
    assertThat(mean(samples("error_rate", "ledger-b-1"))).isBetween(0.06, 0.3);
    assertThat(mean(samples("error_rate", "ledger-a-1"))).isZero();
  }

  @Test
  void aFailureIsSeenByItsCallersToo() {
    assertThat(mean(samples("error_rate", "checkout-a-1"))).isPositive();
  }

  @Test
  void aLeakingVersionGrowsAndTheOneLeftAloneDoesNot() {
    List<Sample> leaking = samples("memory_bytes", "storefront-b-1");
    List<Sample> untouched = samples("memory_bytes", "storefront-a-1");

    assertThat(leaking.getLast().value() - leaking.getFirst().value()).isGreaterThan(8 << 20);
    assertThat(Math.abs(untouched.getLast().value() - untouched.getFirst().value()))
        .isLessThan(4 << 20);
  }

  @Test
  void aSilentVersionIsHealthyYetSaysNothing() {
    assertThat(client.instance("catalog-b-1").healthy()).isTrue();
    assertThat(samples("request_rate", "catalog-b-1")).isEmpty();
    assertThat(samples("request_rate", "catalog-a-1")).isNotEmpty();
  }

  private static void deploy(FleetSubDomain subDomain, String instance, String version) {
    subDomain.apply(SmallFleet.order("bad", client.instance(instance), version, 1));
  }

  private static List<Sample> samples(String query, String instance) {
    var metric =
        new MetricSpec(
            query,
            MetricSpec.Kind.LOAD,
            MetricSpec.BadDirection.EITHER,
            MetricSpec.Role.CONTEXT,
            query,
            0.1);
    List<TargetSeries> series =
        source.read(new MetricQuery(metric, List.of(instance), changed, Instant.now()));
    return series.getFirst().samples();
  }

  private static double mean(List<Sample> samples) {
    return samples.stream().mapToDouble(sample -> sample.value() * sample.weight()).sum()
        / weight(samples);
  }

  private static double weight(List<Sample> samples) {
    return samples.stream().mapToDouble(Sample::weight).sum();
  }
}
