package dev.sluice.activities.release.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.Direction;
import dev.sluice.domain.subdomain.Target;
import dev.sluice.domain.subdomain.TargetOrder;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Releases on a real control plane, as they go well and as they are disturbed. */
@Tag("server")
@Tag("systems")
@ResourceLock("kubernetes")
class KubernetesReleasesServerTest {
  private static final int API = 21_500;
  private static final int PROXY = 21_510;

  @TempDir private static Path folder;
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

  @Test
  void replacesJustTheSlotsOfABatchAndThenStandsStill() throws Exception {
    WorkloadName name = cluster.create(WorkloadKind.DEPLOYMENT, "still", 20);
    Deployment before = deployment("still");
    Map<String, String> selector = cluster.selector(name.kind(), name.name());
    Release release = Release.of(releases, "c-still", "app:v2");
    List<String> names = release.names(selector);

    release.apply(names.subList(0, 7));
    await()
        .during(Duration.ofSeconds(2))
        .atMost(Duration.ofSeconds(4))
        .until(
            () -> cluster.ready("still", "app:v2") == 7 && cluster.ready("still", "app:v1") == 13);
    assertThat(release.targets(selector).stream().map(Target::changedBy).filter("c-still"::equals))
        .hasSize(7);

    release.apply(names.subList(7, 20));
    assertThat(cluster.ready("still", "app:v2")).isEqualTo(20);
    assertThat(deployment("still").getSpec().getStrategy())
        .isEqualTo(before.getSpec().getStrategy());

    release.revert(names.subList(5, 20));
    assertThat(cluster.ready("still", "app:v2")).isEqualTo(5);
    release.revert(names.subList(0, 5));
    assertThat(deployment("still").getSpec()).isEqualTo(before.getSpec());
    assertThat(cluster.ready("still", "app:v1")).isEqualTo(20);
  }

  @Test
  void releasesADaemonSetInOneZoneAndAStatefulSetInOnePool() throws Exception {
    cluster.create(WorkloadKind.DAEMON_SET, "zoned", 0);
    Map<String, String> zone =
        Map.of("namespace", cluster.namespace, "workload", "zoned", "zone", "z2");
    Release release = Release.of(releases, "c-zone", "app:v2");
    List<String> inZone = release.names(zone);
    release.apply(inZone);
    assertThat(inZone).hasSize(7);
    assertThat(cluster.ready("zoned", "app:v2")).isEqualTo(7);
    assertThat(cluster.ready("zoned", "app:v1")).isEqualTo(13);
    release.revert(inZone);
    assertThat(cluster.ready("zoned", "app:v1")).isEqualTo(20);

    cluster.create(WorkloadKind.STATEFUL_SET, "pooled", 12);
    Map<String, String> pool =
        Map.of("namespace", cluster.namespace, "workload", "pooled", "nodepool", "spare");
    List<String> inPool = release.names(pool);
    release.apply(inPool);
    assertThat(cluster.ready("pooled", "app:v2")).isEqualTo(inPool.size()).isBetween(1L, 11L);
  }

  @Test
  void configurationGoesBackWithTheCode() throws Exception {
    WorkloadName name = cluster.create(WorkloadKind.DEPLOYMENT, "configured", 2);
    cluster
        .admin
        .configMaps()
        .inNamespace(cluster.namespace)
        .resource(
            new ConfigMapBuilder().withNewMetadata().withName("settings-2").endMetadata().build())
        .create();
    Release release =
        new Release(releases, "c-conf", Map.of("image", "app:v2", "configMap", "settings-2"));
    List<String> names = release.names(cluster.selector(name.kind(), name.name()));
    release.apply(names);
    assertThat(release.targets(cluster.selector(name.kind(), name.name())))
        .allSatisfy(target -> assertThat(target.version()).isEqualTo("app:v2 with settings-2"));
    release.revert(names);
    assertThat(release.targets(cluster.selector(name.kind(), name.name())))
        .allSatisfy(target -> assertThat(target.version()).isEqualTo("app:v1 with settings-1"));

    Release unknown =
        new Release(releases, "c-conf2", Map.of("image", "app:v2", "configMap", "settings-9"));
    assertThat(releases.precheck(unknown.order(names.getFirst(), Direction.APPLY)).reason())
        .contains("there is no ConfigMap");
  }

  @Test
  void saysWhatKeepsAPodFromComingUpAndTakesItBack() throws Exception {
    WorkloadName name = cluster.create(WorkloadKind.DEPLOYMENT, "sick", 3);
    List<String> names =
        Release.of(releases, "", "").names(cluster.selector(name.kind(), name.name()));
    Release bad = Release.of(releases, "c-bad", "app:bad1");
    assertThatThrownBy(() -> bad.apply(names.subList(0, 1)))
        .hasMessageContaining("CRASH_LOOP")
        .hasMessageContaining("exit code 1");
    assertThat(cluster.ready("sick", "app:v1"))
        .as("the old pod serves until the new one does")
        .isEqualTo(3);
    bad.revert(names.subList(0, 1));

    Release missing = Release.of(releases, "c-missing", "app:missing1");
    assertThatThrownBy(() -> missing.apply(names.subList(0, 1)))
        .hasMessageContaining("CANNOT_START")
        .hasMessageContaining("ImagePullBackOff");
    missing.revert(names.subList(0, 1));
    assertThat(cluster.ready("sick", "app:v1")).isEqualTo(3);
  }

  @Test
  void aSpentQuotaIsSaidAsWhatIsWaitedFor() throws Exception {
    WorkloadName name = cluster.create(WorkloadKind.STATEFUL_SET, "poor", 3);
    Release release = Release.of(releases, "c-poor", "app:v2");
    String target = release.names(cluster.selector(name.kind(), name.name())).getFirst();
    var quota =
        cluster
            .admin
            .resourceQuotas()
            .inNamespace(cluster.namespace)
            .resource(
                new ResourceQuotaBuilder()
                    .withNewMetadata()
                    .withName("none")
                    .endMetadata()
                    .withNewSpec()
                    .addToHard("pods", new Quantity("0"))
                    .endSpec()
                    .build());
    quota.create();
    await()
        .until(() ->
            quota.get().getStatus() != null
                && quota.get().getStatus().getHard() != null
                && !quota.get().getStatus().getHard().isEmpty());
    release.give(target, Direction.APPLY);
    awaitWords(release, target, "exceeded quota");
    quota.delete();
    release.arrive(target, Direction.APPLY);
  }

  @Test
  void nodesThatTakeNoPodsAreSaidAsWhatIsWaitedForAndItGoesOnOnceTheyDo() throws Exception {
    WorkloadName name = cluster.create(WorkloadKind.STATEFUL_SET, "homeless", 3);
    Release release = Release.of(releases, "c-homeless", "app:v2");
    String target = release.names(cluster.selector(name.kind(), name.name())).getFirst();
    cordon(true);
    try {
      release.give(target, Direction.APPLY);
      awaitWords(release, target, "finds no node");
    } finally {
      cordon(false);
    }
    release.arrive(target, Direction.APPLY);
    assertThat(cluster.ready("homeless", "app:v2")).isEqualTo(1);
  }

  private void awaitWords(Release release, String target, String said) {
    TargetOrder order = release.order(target, Direction.APPLY);
    await()
        .atMost(Duration.ofSeconds(15))
        .until(
            () -> releases.await(order, Direction.APPLY, Duration.ofSeconds(1)).words(),
            words -> words.contains(said));
  }

  private static void cordon(boolean closed) {
    for (Node node : cluster.admin.nodes().list().getItems()) {
      Node _ =
          cluster
              .admin
              .nodes()
              .withName(node.getMetadata().getName())
              .edit(it ->
                  new NodeBuilder(it)
                      .editOrNewSpec()
                      .withUnschedulable(closed ? true : null)
                      .endSpec()
                      .build());
    }
  }

  @Test
  void whatSomebodyRollsOutAfterwardsIsNotAsOrderedAnyMore() throws Exception {
    WorkloadName name = cluster.create(WorkloadKind.DEPLOYMENT, "taken", 3);
    Release release = Release.of(releases, "c-taken", "app:v2");
    List<String> names = release.names(cluster.selector(name.kind(), name.name()));
    release.apply(names);
    assertThat(
            releases
                .await(
                    release.order(names.getFirst(), Direction.APPLY),
                    Direction.APPLY,
                    Duration.ZERO)
                .there())
        .isTrue();

    cluster.edit(
        "taken",
        it ->
            new DeploymentBuilder(it)
                .editSpec()
                .editTemplate()
                .editSpec()
                .editFirstContainer()
                .withImage("app:v9")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build());
    await().atMost(Duration.ofSeconds(30)).until(() -> cluster.ready("taken", "app:v9") == 3);

    assertThatThrownBy(() ->
            releases.await(
                release.order(names.getFirst(), Direction.APPLY), Direction.APPLY, Duration.ZERO))
        .hasMessageContaining("EDITED_SINCE")
        .hasMessageContaining("runs app:v9");
  }

  @Test
  void findsAnEditInTheMiddleAndDoesNotOverwriteIt() throws Exception {
    WorkloadName name = cluster.create(WorkloadKind.DEPLOYMENT, "edited", 4);
    Release release = Release.of(releases, "c-edit", "app:v2");
    List<String> names = release.names(cluster.selector(name.kind(), name.name()));
    release.apply(names.subList(0, 1));
    cluster.edit(
        "edited",
        it ->
            it.edit()
                .editSpec()
                .editTemplate()
                .editSpec()
                .editFirstContainer()
                .withImage("app:v9")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build());
    assertThatThrownBy(() -> release.give(names.get(1), Direction.APPLY))
        .hasMessageContaining("EDITED_MEANWHILE")
        .hasMessageContaining("last by");
    assertThatThrownBy(() -> release.give(names.getFirst(), Direction.REVERT))
        .hasMessageContaining("EDITED_MEANWHILE");
    assertThat(releases.precheck(release.order(names.get(1), Direction.APPLY)).reason())
        .contains("was edited");
    assertThat(image("edited")).isEqualTo("app:v9");
  }

  @Test
  void refusesWhatSomebodyPausedOrLeftHalfDone() throws Exception {
    WorkloadName name = cluster.create(WorkloadKind.DEPLOYMENT, "paused", 2);
    Release release = Release.of(releases, "c-pause", "app:v2");
    String target = release.names(cluster.selector(name.kind(), name.name())).getFirst();
    cluster.edit("paused", it -> it.edit().editSpec().withPaused(true).endSpec().build());
    // That the controller has not seen the edit yet is a passing problem.
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptionsInstanceOf(ProblemException.class)
        .until(() ->
            releases
                .precheck(release.order(target, Direction.APPLY))
                .reason()
                .contains("is paused by somebody"));
    assertThatThrownBy(() -> release.give(target, Direction.APPLY)).hasMessageContaining("PAUSED");
    cluster.edit(
        "paused",
        it ->
            it.edit()
                .editSpec()
                .withPaused(false)
                .editTemplate()
                .editSpec()
                .editFirstContainer()
                .withImage("app:bad")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build());
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptionsInstanceOf(ProblemException.class)
        .until(() ->
            releases
                .precheck(release.order(target, Direction.APPLY))
                .reason()
                .contains("another rollout"));
    assertThat(image("paused")).isEqualTo("app:bad");
  }

  @Test
  void newSlotsAppearAndOthersVanishInTheMiddle() throws Exception {
    WorkloadName name = cluster.create(WorkloadKind.DEPLOYMENT, "scaled", 6);
    Map<String, String> selector = cluster.selector(name.kind(), name.name());
    Release release = Release.of(releases, "c-scale", "app:v2");
    List<String> six = release.names(selector);
    release.apply(six.subList(0, 3));
    scale("scaled", 10);
    await()
        .until(() -> cluster.ready("scaled", "app:v1") + cluster.ready("scaled", "app:v2") == 10);
    assertThat(release.targets(selector)).hasSize(10).allMatch(Target::healthy);
    scale("scaled", 4);
    await().until(() -> cluster.ready("scaled", "app:v1") + cluster.ready("scaled", "app:v2") == 4);
    assertThatThrownBy(() -> release.give(six.getLast(), Direction.APPLY))
        .hasMessageContaining("NO_SUCH_TARGET");
    // A list may be read before the last pod that goes is gone.
    await().until(() -> release.names(selector).size() == 4);
    release.apply(release.names(selector));
    assertThat(cluster.ready("scaled", "app:v2")).isEqualTo(4);

    scale("scaled", 6);
    await().until(() -> cluster.ready("scaled", "app:v2") == 6);
    assertThat(release.targets(selector))
        .hasSize(6)
        .allMatch(target -> target.changedBy().equals("c-scale"));
    release.revert(release.names(selector));
    assertThat(cluster.ready("scaled", "app:v1")).isEqualTo(6);
    assertThat(deployment("scaled").getMetadata().getAnnotations())
        .doesNotContainKey(Workload.HOLD);
  }

  @Test
  void goesOnAfterTheApiServerWasKilledAndAfterCutAndSlowConnections() throws Exception {
    cluster.create(WorkloadKind.DEPLOYMENT, "cut", 12);
    try (CutProxy proxy = new CutProxy(PROXY, API);
        KubernetesReleases over = cluster.releases(through())) {
      Release release = Release.of(over, "c-cut", "app:v2");
      List<String> names = release.names(cluster.selector(WorkloadKind.DEPLOYMENT, "cut"));
      proxy.slow(Duration.ofMillis(100));
      Thread cutter =
          Thread.ofVirtual()
              .start(() -> {
                for (int i = 0; i < 3; i++) {
                  pause(400);
                  proxy.cut();
                  pause(300);
                  proxy.mend();
                }
              });
      release.apply(names.subList(0, 6));
      cutter.join();
      proxy.slow(Duration.ZERO);
      assertThat(cluster.ready("cut", "app:v2")).isEqualTo(6);

      TestCluster.script("kill-api");
      Thread restart = Thread.ofVirtual().start(() -> startAgain());
      release.revert(names.subList(0, 6));
      restart.join();
      assertThat(cluster.ready("cut", "app:v1")).isEqualTo(12);
    }
  }

  @Test
  void goesOnThoughItsConnectionsFallSilentWithoutBeingCut() throws Exception {
    cluster.create(WorkloadKind.STATEFUL_SET, "silent", 4);
    try (CutProxy proxy = new CutProxy(PROXY, API);
        KubernetesReleases over = cluster.releases(through())) {
      Release release = Release.of(over, "c-silent", "app:slow");
      List<String> names = release.names(cluster.selector(WorkloadKind.STATEFUL_SET, "silent"));
      Thread silencer =
          Thread.ofVirtual()
              .start(() -> {
                pause(2_000);
                proxy.silence();
              });
      release.apply(names);
      silencer.join();
      assertThat(cluster.ready("silent", "app:slow")).isEqualTo(4);
    }
  }

  /** As Sluice's own, through the proxy. */
  private static Path through() throws IOException {
    Path through = folder.resolve("proxy.conf");
    return Files.writeString(
        through, Files.readString(cluster.kubeconfig("sluice")).replace(":" + API, ":" + PROXY));
  }

  @Test
  void saysWhichRightOrCredentialsItLacks() throws IOException {
    Release release = Release.of(releases, "", "");
    try (KubernetesReleases nobody = cluster.releases(cluster.kubeconfig("nobody"))) {
      assertThatThrownBy(() -> new Release(nobody, "", Map.of()).names(Map.of()))
          .hasMessageContaining("FORBIDDEN")
          .hasMessageContaining("docs/sub-domains/release.md");
    }
    Path wrong = folder.resolve("wrong.conf");
    String own = Files.readString(cluster.kubeconfig("sluice"));
    Files.writeString(wrong, own.replaceAll("token: \"[^\"]+\"", "token: \"expired-secret\""));
    try (KubernetesReleases expired = cluster.releases(wrong)) {
      assertThatThrownBy(() -> new Release(expired, "", Map.of()).names(Map.of()))
          .hasMessageContaining("CREDENTIALS_REFUSED")
          .hasMessageNotContaining("expired-secret");
    }
    assertThat(release.names(Map.of("namespace", "elsewhere"))).isEmpty();
  }

  private static void startAgain() {
    try {
      TestCluster.script("start", "20");
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void pause(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Deployment deployment(String name) {
    return cluster.admin.apps().deployments().inNamespace(cluster.namespace).withName(name).get();
  }

  private static String image(String name) {
    return deployment(name).getSpec().getTemplate().getSpec().getContainers().getFirst().getImage();
  }

  private static void scale(String name, int replicas) {
    cluster
        .admin
        .apps()
        .deployments()
        .inNamespace(cluster.namespace)
        .withName(name)
        .scale(replicas);
  }
}
