package dev.sluice.activities.release.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.activities.conformance.Conformance;
import dev.sluice.activities.conformance.Finding;
import dev.sluice.activities.conformance.Trial;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The contract's suite against a real control plane, once for each kind of workload. */
@Tag("server")
@Tag("systems")
@ResourceLock("kubernetes")
class KubernetesConformanceServerTest {
  private static TestCluster cluster;
  private static KubernetesReleases releases;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    cluster = TestCluster.start();
    releases = cluster.releases();
  }

  @AfterAll
  static void stop() {
    if (releases != null) {
      releases.close();
    }
    if (cluster != null) {
      cluster.close();
    }
  }

  @TestFactory
  Stream<DynamicTest> keepsTheContract() {
    return Arrays.stream(WorkloadKind.values()).flatMap(KubernetesConformanceServerTest::checks);
  }

  private static Stream<DynamicTest> checks(WorkloadKind kind) {
    String name = "try-" + kind.word();
    cluster.create(kind, name, 5);
    Trial trial =
        new Trial(
            cluster.selector(kind, name),
            KubernetesReleases.RELEASE,
            Map.of("image", "app:v2"),
            Map.of("image", "app=app:v3"),
            Duration.ofSeconds(30),
            KubernetesConformanceServerTest::restart,
            cluster.namespace);
    return Conformance.checks().stream()
        .map(check ->
            DynamicTest.dynamicTest(
                kind.word() + " " + check.name(),
                () -> {
                  Finding finding = Conformance.run(check, new Restartable(() -> releases), trial);
                  assertThat(finding.answer()).as(finding.why()).isEqualTo(Finding.Answer.KEPT);
                }));
  }

  private static void restart() {
    releases.close();
    releases = cluster.releases();
  }
}
