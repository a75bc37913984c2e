package dev.sluice.activities.release.kubernetes;

import java.time.Duration;
import java.util.List;

/**
 * Which cluster is worked on, and how.
 *
 * @param kubeconfig path of a kubeconfig file; empty for the service account of the pod Sluice runs
 *     in
 * @param context which of the file's contexts; empty for its current one
 * @param namespaces whose workloads may be changed, at least one
 * @param nodePoolLabel label that names a node's pool
 * @param concurrency most targets of one batch at a time, 1 to 256
 * @param requestTimeout of one request, above 0
 * @param patience how long a target may take to arrive, above 0
 * @param pullPatience how long an image may fail to be pulled before the release's author is asked,
 *     above 0
 */
public record KubernetesConfig(
    String kubeconfig,
    String context,
    List<String> namespaces,
    String nodePoolLabel,
    int concurrency,
    Duration requestTimeout,
    Duration patience,
    Duration pullPatience) {
  public static final String DEFAULT_NODE_POOL_LABEL = "nodepool";

  public KubernetesConfig {
    namespaces = namespaces.stream().distinct().sorted().toList();
    if (namespaces.isEmpty()) {
      throw new IllegalArgumentException("namespaces must name at least one");
    }
    if (concurrency < 1 || concurrency > 256) {
      throw new IllegalArgumentException("concurrency must lie in 1 to 256: " + concurrency);
    }
    for (Duration time : List.of(requestTimeout, patience, pullPatience)) {
      if (!time.isPositive()) {
        throw new IllegalArgumentException("a timeout must be above 0: " + time);
      }
    }
  }

  /** With 250 targets at a time, 15 s for a request and ten minutes for a target. */
  public static KubernetesConfig of(String kubeconfig, List<String> namespaces) {
    return new KubernetesConfig(
        kubeconfig,
        "",
        namespaces,
        DEFAULT_NODE_POOL_LABEL,
        250,
        Duration.ofSeconds(15),
        Duration.ofMinutes(10),
        Duration.ofMinutes(1));
  }
}
