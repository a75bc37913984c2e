package dev.sluice.activities.release.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * How long a release takes beside Kubernetes' own rolling update of the same size, on the same
 * machine, in the same run: in turn, several times. Takes minutes: benchmarks/kubernetes runs it
 * and prints its table.
 */
@Tag("server")
@Tag("systems")
@ResourceLock("kubernetes")
@EnabledIfSystemProperty(named = "kubernetes.pace.pods", matches = "\\d+")
class KubernetesPaceServerTest {
  private static final int ROUNDS = 3;

  private final int pods = Integer.getInteger("kubernetes.pace.pods");

  /** Batches as the shipped type {@code kubernetes-release} has them, and ten equal ones. */
  private final Map<String, List<Integer>> plans =
      Map.of(
          "one, half, all", List.of(1, pods / 2, pods),
          "ten of 10 %", IntStream.rangeClosed(1, 10).mapToObj(i -> pods * i / 10).toList());

  private record Round(Duration rolling, Duration release, Duration back) {
    double ratio() {
      return (double) release.toMillis() / rolling.toMillis();
    }

    String row(String batches, int pods) {
      return String.format(
          Locale.ROOT,
          "| %,d | %s | %.1f | %.1f | %.2f × | %.1f |",
          pods,
          batches,
          rolling.toMillis() / 1e3,
          release.toMillis() / 1e3,
          ratio(),
          back.toMillis() / 1e3);
    }
  }

  @Test
  void bringsEveryPodWhereTheRollingUpdateBringsIt() throws Exception {
    try (TestCluster cluster = TestCluster.start();
        KubernetesReleases releases = cluster.releases()) {
      cluster.create(WorkloadKind.DEPLOYMENT, "pace", pods);
      // Kubernetes has run for a while when a release begins, and so has a worker.
      Round _ = round(cluster, releases, "warm", List.of(pods));
      SortedMap<String, List<Round>> rounds = new TreeMap<>();
      for (int i = 1; i <= ROUNDS; i++) {
        for (String plan : plans.keySet()) {
          rounds
              .computeIfAbsent(plan, _ -> new ArrayList<>())
              .add(round(cluster, releases, "r" + i + "-" + plan.length(), plans.get(plan)));
        }
      }
      System.out.println(
          "| pods | batches | rolling update, s | release, s | release / rolling update | way back at once, s |");
      System.out.println("| ---: | --- | ---: | ---: | ---: | ---: |");
      rounds.forEach((plan, of) -> {
        of.sort(Comparator.comparingDouble(Round::ratio));
        of.forEach(round -> System.out.println(round.row(plan, pods)));
      });
    }
  }

  private Round round(
      TestCluster cluster, KubernetesReleases releases, String name, List<Integer> batches)
      throws Exception {
    Duration rolling =
        timed(() -> {
          rollByItself(cluster, "app:rolled-" + name);
          await()
              .atMost(Duration.ofMinutes(8))
              .pollInterval(Duration.ofMillis(500))
              .until(() -> cluster.isRolled("pace", pods));
        });
    assertThat(cluster.ready("pace", "app:rolled-" + name)).isEqualTo(pods);

    Map<String, String> selector = cluster.selector(WorkloadKind.DEPLOYMENT, "pace");
    Release release = Release.of(releases, "pace-" + name, "app:released-" + name);
    List<String> names = release.names(selector);
    Duration released =
        timed(() -> {
          int from = 0;
          for (int end : batches) {
            release.apply(names.subList(from, end));
            from = end;
          }
        });
    assertThat(cluster.ready("pace", "app:released-" + name)).isEqualTo(pods);

    Duration back = timed(() -> release.revert(names));
    assertThat(cluster.ready("pace", "app:rolled-" + name)).isEqualTo(pods);
    return new Round(rolling, released, back);
  }

  private interface Work {
    void run() throws Exception;
  }

  private static Duration timed(Work work) throws Exception {
    Instant begin = Instant.now();
    work.run();
    return Duration.between(begin, Instant.now());
  }

  private static void rollByItself(TestCluster cluster, String image) {
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
                .withImage(image)
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build());
  }
}
