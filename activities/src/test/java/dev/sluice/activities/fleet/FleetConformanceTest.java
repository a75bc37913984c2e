package dev.sluice.activities.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.sluice.activities.conformance.Conformance;
import dev.sluice.activities.conformance.Finding;
import dev.sluice.activities.conformance.ForwardingSubDomain;
import dev.sluice.activities.conformance.Trial;
import dev.sluice.activities.fleet.control.ControlClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A restart replaces the client, as a worker's crash does; the fleet goes on. */
class FleetConformanceTest {
  private static Fleet fleet;
  private static ControlClient client;

  @BeforeAll
  static void start() throws InterruptedException {
    fleet = Fleet.start(SmallFleet.spec(5), 0, InstantSource.system(), 3);
    client = new ControlClient(fleet.controlUri());
  }

  @AfterAll
  static void stop() {
    client.close();
    fleet.close();
  }

  @TestFactory
  Stream<DynamicTest> keepsTheContract() {
    Trial trial =
        new Trial(
            Map.of("service", "checkout"),
            FleetSubDomain.RELEASE,
            Map.of("service", "checkout", "version", "v2"),
            Map.of("service", "checkout", "version", "v2-slow"),
            Duration.ofSeconds(60),
            FleetConformanceTest::restart,
            "t");
    var subDomain = new ForwardingSubDomain(() -> new FleetSubDomain(client));
    return Conformance.checks().stream()
        .map(check ->
            dynamicTest(
                check.name(),
                () -> {
                  Finding finding = Conformance.run(check, subDomain, trial);
                  assertThat(finding.why()).isEmpty();
                  assertThat(finding.answer()).isEqualTo(Finding.Answer.KEPT);
                }));
  }

  private static void restart() {
    client.close();
    client = new ControlClient(fleet.controlUri());
  }
}
