package dev.sluice.activities.release.kubernetes;

import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.policy.v1.EvictionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The API server, with its refusals told as problems. */
final class ClusterClient implements AutoCloseable {
  /** Who wrote, as the API server notes it beside every field. */
  static final String AGENT = "sluice";

  private static final int UNPROCESSABLE = 422;

  /** What the API server says of a patch that is not for what is there. */
  private static final Set<Integer> CONFLICTS =
      Set.of(HttpURLConnection.HTTP_CONFLICT, HttpURLConnection.HTTP_NOT_FOUND, UNPROCESSABLE);

  private final RenewableClient client;
  private volatile boolean closed;
  private volatile boolean answered;

  ClusterClient(KubernetesConfig config) {
    client = new RenewableClient(config);
  }

  /** A workload; null where there is none of that name. */
  @Nullable HasMetadata workload(WorkloadName name) {
    return told("reading " + name, () -> get(name));
  }

  private @Nullable HasMetadata get(WorkloadName name) {
    return resource(name).get();
  }

  private Resource<? extends HasMetadata> resource(WorkloadName name) {
    var apps = client.now().apps();
    return switch (name.kind()) {
      case DEPLOYMENT -> apps.deployments().inNamespace(name.namespace()).withName(name.name());
      case STATEFUL_SET -> apps.statefulSets().inNamespace(name.namespace()).withName(name.name());
      case DAEMON_SET -> apps.daemonSets().inNamespace(name.namespace()).withName(name.name());
    };
  }

  List<? extends HasMetadata> workloads(String namespace, WorkloadKind kind) {
    return told(
        "listing every %s of namespace %s".formatted(kind.word(), namespace),
        () ->
            switch (kind) {
              case DEPLOYMENT ->
                  client.now().apps().deployments().inNamespace(namespace).list().getItems();
              case STATEFUL_SET ->
                  client.now().apps().statefulSets().inNamespace(namespace).list().getItems();
              case DAEMON_SET ->
                  client.now().apps().daemonSets().inNamespace(namespace).list().getItems();
            });
  }

  /**
   * Writes a workload that was read before.
   *
   * @param seen as it was read
   * @param next as it is to be
   * @return as it is now; null when somebody else changed it since it was read
   */
  @Nullable HasMetadata write(WorkloadName name, HasMetadata seen, HasMetadata next) {
    String patch = WorkloadPatch.of(seen, next);
    return told(
        "writing " + name,
        () -> {
          try {
            return resource(name).patch(PatchContext.of(PatchType.JSON), patch);
          } catch (KubernetesClientException e) {
            boolean refused = e.getCode() == UNPROCESSABLE && !WorkloadPatch.isOld(seen, get(name));
            if (refused || !CONFLICTS.contains(e.getCode())) {
              throw e;
            }
            return null;
          }
        });
  }

  List<Pod> pods(String namespace, LabelSelector selector) {
    return told(
        "listing pods of namespace " + namespace,
        () ->
            client
                .now()
                .pods()
                .inNamespace(namespace)
                .withLabelSelector(selector)
                .list()
                .getItems());
  }

  /** Not started; it keeps one workload up to date once it is. */
  SharedIndexInformer<? extends HasMetadata> workloadInformer(WorkloadName name) {
    return resource(name).runnableInformer(0);
  }

  /** Not started; it keeps pods up to date once it is. */
  SharedIndexInformer<Pod> podInformer(String namespace, LabelSelector selector) {
    return client
        .now()
        .pods()
        .inNamespace(namespace)
        .withLabelSelector(selector)
        .runnableInformer(0);
  }

  /** Not started; it keeps ReplicaSets up to date once it is. */
  SharedIndexInformer<ReplicaSet> replicaSetInformer(String namespace, LabelSelector selector) {
    return client
        .now()
        .apps()
        .replicaSets()
        .inNamespace(namespace)
        .withLabelSelector(selector)
        .runnableInformer(0);
  }

  List<ReplicaSet> replicaSets(String namespace, LabelSelector selector) {
    return told(
        "listing ReplicaSets of namespace " + namespace,
        () ->
            client
                .now()
                .apps()
                .replicaSets()
                .inNamespace(namespace)
                .withLabelSelector(selector)
                .list()
                .getItems());
  }

  List<ControllerRevision> revisions(String namespace, LabelSelector selector) {
    return told(
        "listing ControllerRevisions of namespace " + namespace,
        () ->
            client
                .now()
                .apps()
                .controllerRevisions()
                .inNamespace(namespace)
                .withLabelSelector(selector)
                .list()
                .getItems());
  }

  List<Node> nodes() {
    return told("listing nodes", () -> client.now().nodes().list().getItems());
  }

  @Nullable ConfigMap configMap(String namespace, String name) {
    return told(
        "reading ConfigMap %s/%s".formatted(namespace, name),
        () -> client.now().configMaps().inNamespace(namespace).withName(name).get());
  }

  /** Events that say why pods of a workload can't be made. */
  List<Event> failedCreations(WorkloadName name, String uid) {
    return told(
        "listing events of " + name,
        () ->
            client
                .now()
                .v1()
                .events()
                .inNamespace(name.namespace())
                .withField("involvedObject.uid", uid)
                .withField("reason", "FailedCreate")
                .list()
                .getItems());
  }

  /**
   * Ends a pod so that its controller makes another: one that serves only as far as disruption
   * budgets allow.
   *
   * @return whether it was taken; false where a budget does not allow it now
   */
  boolean end(Pod pod, boolean serves) {
    String name = pod.getMetadata().getName();
    var resource = client.now().pods().inNamespace(pod.getMetadata().getNamespace()).withName(name);
    return told(
        "ending pod %s/%s".formatted(pod.getMetadata().getNamespace(), name),
        () -> {
          try {
            return serves
                ? resource.evict(
                    new EvictionBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(pod.getMetadata().getNamespace())
                        .endMetadata()
                        .withDeleteOptions(
                            new DeleteOptionsBuilder()
                                .withNewPreconditions()
                                .withUid(pod.getMetadata().getUid())
                                .endPreconditions()
                                .build())
                        .build())
                : deleted(resource, pod);
          } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND
                || e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
              return true;
            }
            throw e;
          }
        });
  }

  /** Only as it was read: one that became ready since is left to the next try. */
  private static boolean deleted(PodResource resource, Pod pod) {
    resource.lockResourceVersion(pod.getMetadata().getResourceVersion()).delete();
    return true;
  }

  private <T> T told(String doing, Supplier<T> call) {
    KubernetesClient used = client.now();
    try {
      T answer = call.get();
      answered = true;
      return answer;
    } catch (KubernetesClientException e) {
      client.failed(used, e);
      if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN && answered) {
        return again(doing, call);
      }
      throw new ProblemException(problem(doing, e), e);
    } catch (IllegalStateException e) {
      if (!closed && used.equals(client.now())) {
        throw e;
      }
      if (!closed) {
        throw new ProblemException(noAnswer(doing), e);
      }
      throw new ProblemException(
          new Problem.Passing(
              "WORKER_STOPPED", "%s: the worker was stopped; another goes on".formatted(doing)),
          e);
    }
  }

  /**
   * What was allowed before is forbidden: an API server that has just started does not know all
   * rights yet.
   */
  private <T> T again(String doing, Supplier<T> call) {
    boolean ready = isReady();
    try {
      return call.get();
    } catch (KubernetesClientException e) {
      boolean starts = e.getCode() == HttpURLConnection.HTTP_FORBIDDEN && !ready;
      throw new ProblemException(
          starts
              ? new Problem.Passing(
                  "CLUSTER_STARTING",
                  "%s is forbidden as long as the API server is not ready: %s"
                      .formatted(doing, said(e)))
              : problem(doing, e),
          e);
    }
  }

  private boolean isReady() {
    try {
      return "ok".equals(client.now().raw("/readyz"));
    } catch (KubernetesClientException e) {
      return false;
    }
  }

  private static Problem problem(String doing, KubernetesClientException e) {
    return switch (e.getCode()) {
      case HttpURLConnection.HTTP_UNAUTHORIZED ->
          new Problem.ForOperator(
              "CREDENTIALS_REFUSED",
              "%s: the API server does not accept Sluice's credentials; renew those in its kubeconfig"
                  .formatted(doing));
      case HttpURLConnection.HTTP_FORBIDDEN ->
          new Problem.ForOperator(
              "FORBIDDEN",
              "%s is forbidden: %s; grant it, see docs/sub-domains/release.md"
                  .formatted(doing, said(e)));
      case HttpURLConnection.HTTP_BAD_REQUEST, UNPROCESSABLE ->
          new Problem.ForOperator(
              "REFUSED_BY_CLUSTER", "%s: the API server refuses: %s".formatted(doing, said(e)));
      default -> noAnswer(doing);
    };
  }

  private static Problem noAnswer(String doing) {
    return new Problem.Passing(
        "CLUSTER_UNREACHABLE", "%s: the API server does not answer now".formatted(doing));
  }

  private static String said(KubernetesClientException e) {
    return e.getStatus() == null ? "no reason given" : String.valueOf(e.getStatus().getMessage());
  }

  @Override
  public void close() {
    closed = true;
    client.close();
  }
}
