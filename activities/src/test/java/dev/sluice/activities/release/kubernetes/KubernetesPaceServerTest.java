package dev.sluice.activities.release.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * How long a release takes beside Kubernetes' own rolling update of the same size, on the same
 * machine, in the same run. Takes minutes: benchmarks/kubernetes.sh runs it.
 */
@Tag("server")
@Tag("systems")
@EnabledIfSystemProperty(named = "kubernetes.pace.pods", matches = "\\d+")
class KubernetesPaceServerTest {
  @Test
  void takesNoLongerThanOneAndAHalfTimesTheRollingUpdate() throws Exception {
    int pods = Integer.getInteger("kubernetes.pace.pods");
    try (TestCluster cluster = TestCluster.start();
        KubernetesReleases releases = cluster.releases()) {
      WorkloadName name = cluster.create(WorkloadKind.DEPLOYMENT, "pace", pods);
      Map<String, String> selector = cluster.selector(name.kind(), name.name());
      Release release = Release.of(releases, "pace", "app:v3");

      Instant begin = Instant.now();
      rollByItself(cluster);
      await()
          .atMost(Duration.ofMinutes(8))
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> cluster.ready("pace", "app:v2") == pods);
      Duration rolling = Duration.between(begin, Instant.now());
      await().until(() -> cluster.ready("pace", "app:v1") == 0);

      begin = Instant.now();
      List<String> names = release.names(selector);
      for (int from = 0; from < pods; from += pods / 10) {
        release.apply(names.subList(from, Math.min(pods, from + pods / 10)));
      }
      Duration sluice = Duration.between(begin, Instant.now());
      assertThat(cluster.ready("pace", "app:v3")).isEqualTo(pods);

      begin = Instant.now();
      release.revert(names);
      Duration back = Duration.between(begin, Instant.now());
      assertThat(cluster.ready("pace", "app:v2")).isEqualTo(pods);

      System.out.printf(
          "%d pods: rolling update %.1f s, release in ten batches %.1f s (%.2f times), way back %.1f s%n",
          pods,
          rolling.toMillis() / 1e3,
          sluice.toMillis() / 1e3,
          (double) sluice.toMillis() / rolling.toMillis(),
          back.toMillis() / 1e3);
      assertThat(sluice).isLessThan(rolling.multipliedBy(3).dividedBy(2));
    }
  }

  private static void rollByItself(TestCluster cluster) {
    cluster
        .admin
        .apps()
        .deployments()
        .inNamespace(cluster.namespace)
        .withName("pace")
        .edit(it ->
            it.edit()
                .editSpec()
                .editTemplate()
                .editSpec()
                .editFirstContainer()
                .withImage("app:v2")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build());
  }
}
