package dev.sluice.activities.release.kubernetes;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** The real control plane of docker/systems/kubernetes.sh, with a namespace of its own. */
final class TestCluster implements AutoCloseable {
  private static final Path SCRIPT = Path.of("..", "docker", "systems", "kubernetes.sh");
  private static final Path RIGHTS = Path.of("..", "docs", "sub-domains", "release.md");
  private static final int NODES = 20;

  /** Its operator's hands, beside Sluice. */
  final KubernetesClient admin;

  final String namespace;
  private final Path folder;

  private TestCluster(Path folder, KubernetesClient admin, String namespace) {
    this.folder = folder;
    this.admin = admin;
    this.namespace = namespace;
  }

  static TestCluster start() throws IOException, InterruptedException {
    String said = script("start", Integer.toString(NODES));
    String kubeconfig = said.strip().replaceFirst("(?s).*kubeconfig ", "");
    KubernetesClient admin =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(new File(kubeconfig)))
            .build();
    String namespace = "t" + Long.toString(System.currentTimeMillis(), 36);
    admin
        .namespaces()
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
    TestCluster cluster =
        new TestCluster(Objects.requireNonNull(Path.of(kubeconfig).getParent()), admin, namespace);
    cluster.grantWhatTheDocumentationSays();
    return cluster;
  }

  static String script(String... words) throws IOException, InterruptedException {
    List<String> command = new java.util.ArrayList<>(List.of(SCRIPT.toString()));
    command.addAll(List.of(words));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("kubernetes.sh %s failed: %s".formatted(String.join(" ", words), said));
    }
    return said;
  }

  private void grantWhatTheDocumentationSays() throws IOException {
    String page = Files.readString(RIGHTS);
    int begin = page.indexOf("```yaml", page.indexOf("## Least permissions")) + "```yaml".length();
    String yaml = page.substring(begin, page.indexOf("```", begin));
    admin.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))).serverSideApply();
    admin
        .rbac()
        .roleBindings()
        .inNamespace(namespace)
        .resource(
            new RoleBindingBuilder()
                .withNewMetadata()
                .withName("sluice")
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "sluice-release")
                .addNewSubject("rbac.authorization.k8s.io", "User", "sluice", null)
                .build())
        .create();
    admin
        .rbac()
        .clusterRoleBindings()
        .resource(
            new ClusterRoleBindingBuilder()
                .withNewMetadata()
                .withName("sluice-nodes")
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "sluice-nodes")
                .addNewSubject("rbac.authorization.k8s.io", "User", "sluice", null)
                .build())
        .serverSideApply();
  }

  /** Of a user of the cluster: admin, sluice or nobody. */
  Path kubeconfig(String user) {
    return folder.resolve(user + ".conf");
  }

  KubernetesReleases releases(Path kubeconfig) {
    return new KubernetesReleases(
        new KubernetesConfig(
            kubeconfig.toString(),
            "",
            List.of(namespace),
            "nodepool",
            100,
            Duration.ofSeconds(4),
            Duration.ofMinutes(1),
            Duration.ofSeconds(2)),
        InstantSource.system());
  }

  KubernetesReleases releases() {
    return releases(kubeconfig("sluice"));
  }

  Map<String, String> selector(WorkloadKind kind, String name) {
    return Map.of("namespace", namespace, "kind", kind.word(), "workload", name);
  }

  /** Makes a workload of {@code app:v1} and waits until its pods are ready. */
  WorkloadName create(WorkloadKind kind, String name, int replicas) {
    String yaml =
        """
        apiVersion: apps/v1
        kind: %s
        metadata: {name: %s, labels: {app: %s}}
        spec:
          %s
          selector: {matchLabels: {app: %s}}
          template:
            metadata: {labels: {app: %s}}
            spec:
              containers:
                - name: app
                  image: app:v1
                  envFrom: [{configMapRef: {name: settings-1, optional: true}}]
        """
            .formatted(kindName(kind), name, name, kindFields(kind, name, replicas), name, name);
    admin
        .load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
        .inNamespace(namespace)
        .create();
    int pods = kind == WorkloadKind.DAEMON_SET ? NODES : replicas;
    await().atMost(Duration.ofMinutes(2)).until(() -> ready(name, "app:v1") == pods);
    return new WorkloadName(namespace, kind, name);
  }

  private static String kindName(WorkloadKind kind) {
    return switch (kind) {
      case DEPLOYMENT -> "Deployment";
      case STATEFUL_SET -> "StatefulSet";
      case DAEMON_SET -> "DaemonSet";
    };
  }

  private static String kindFields(WorkloadKind kind, String name, int replicas) {
    return switch (kind) {
      case DEPLOYMENT -> "replicas: " + replicas;
      case STATEFUL_SET ->
          "replicas: %d\n  serviceName: %s\n  podManagementPolicy: Parallel"
              .formatted(replicas, name);
      case DAEMON_SET -> "updateStrategy: {type: RollingUpdate}";
    };
  }

  /** How many ready pods of a workload run that image, as the API server tells its operator. */
  long ready(String workload, String image) {
    return admin.pods().inNamespace(namespace).withLabel("app", workload).list().getItems().stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null && PodHealth.isReady(pod))
        .filter(pod -> image.equals(pod.getSpec().getContainers().getFirst().getImage()))
        .count();
  }

  /** Whether a Deployment's rolling update is over, as {@code kubectl rollout status} has it. */
  boolean isRolled(String deployment, int pods) {
    Deployment now = admin.apps().deployments().inNamespace(namespace).withName(deployment).get();
    DeploymentStatus status = now.getStatus();
    return Objects.equals(status.getObservedGeneration(), now.getMetadata().getGeneration())
        && Objects.equals(status.getUpdatedReplicas(), pods)
        && Objects.equals(status.getReplicas(), pods)
        && Objects.equals(status.getAvailableReplicas(), pods);
  }

  /** Somebody's edit of a Deployment, beside its controllers, which write all the time. */
  void edit(String deployment, UnaryOperator<Deployment> edit) {
    await()
        .ignoreExceptions()
        .until(() ->
            admin.apps().deployments().inNamespace(namespace).withName(deployment).edit(edit)
                != null);
  }

  @Override
  public void close() {
    admin.namespaces().withName(namespace).delete();
    admin.close();
  }
}
