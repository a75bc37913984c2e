package dev.sluice.activities.release.kubernetes;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What belongs to a workload.
 *
 * @param pods its own
 * @param sets a Deployment's ReplicaSets, its own
 * @param newestHash of a DaemonSet's newest revision; empty for none
 * @param nodes where nodes are
 * @param obstacle why pods can't be made, for people; empty for nothing
 * @param readAt when reading began
 * @param showsUntil nothing that was written earlier is missing
 */
record WorkloadParts(
    List<Pod> pods,
    List<ReplicaSet> sets,
    String newestHash,
    NodePlaces nodes,
    String obstacle,
    Instant readAt,
    Instant showsUntil) {
  private static final String HASH = "pod-template-hash";

  static boolean isOwned(ObjectMeta metadata, String uid) {
    return !uid.isEmpty() && uid.equals(controller(metadata));
  }

  /** Uid of what controls it; empty for nothing. */
  static String controller(ObjectMeta metadata) {
    for (OwnerReference owner :
        Objects.requireNonNullElse(metadata.getOwnerReferences(), List.<OwnerReference>of())) {
      if (Boolean.TRUE.equals(owner.getController())) {
        return owner.getUid();
      }
    }
    return "";
  }

  /** A ReplicaSet's template without what its Deployment's controller added. */
  static PodTemplateSpec template(ReplicaSet set) {
    return new PodTemplateSpecBuilder(set.getSpec().getTemplate())
        .editMetadata()
        .removeFromLabels(HASH)
        .endMetadata()
        .build();
  }

  static int replicas(ReplicaSet set) {
    return Objects.requireNonNullElse(set.getSpec().getReplicas(), 1);
  }

  static int available(ReplicaSet set) {
    return Objects.requireNonNullElse(set.getStatus().getAvailableReplicas(), 0);
  }
}
