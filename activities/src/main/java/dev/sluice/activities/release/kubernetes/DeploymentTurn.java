package dev.sluice.activities.release.kubernetes;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.Objects;

/**
 * How a Deployment's way is turned without a pod too many being replaced. Pods of the revision that
 * is to be wanted from now on still count as available until their ReplicaSet is told otherwise;
 * its controller would believe that it may replace that many more. So it is paused until it has
 * said itself how many are available.
 */
final class DeploymentTurn {
  private DeploymentTurn() {}

  /** Whether pods of the wanted revision run already. */
  static boolean isNeeded(WorkloadView view, String template) {
    return view.parts.sets().stream()
        .anyMatch(set ->
            WorkloadParts.replicas(set) > 0
                && PodTemplates.revision(set.getSpec().getTemplate()).id().equals(template));
  }

  /** Whether the controller counts no pod of the wanted revision as available any more. */
  static boolean isSeen(WorkloadView view) {
    ReplicaSet current = view.currentSet();
    if (!(view.workload.object() instanceof Deployment deployment)
        || current == null
        || !view.workload.isObserved()
        || WorkloadParts.available(current) > 0
        || !isObserved(current)) {
      return false;
    }
    int others = view.parts.sets().stream().mapToInt(WorkloadParts::available).sum();
    Integer counted = deployment.getStatus().getAvailableReplicas();
    return Objects.requireNonNullElse(counted, 0) == others;
  }

  private static boolean isObserved(ReplicaSet set) {
    Integer wanted = set.getSpec().getMinReadySeconds();
    Long seen = set.getStatus().getObservedGeneration();
    return wanted != null
        && wanted == Integer.MAX_VALUE - 1
        && seen != null
        && seen >= set.getMetadata().getGeneration();
  }

  /** Whether nothing runs but the present template, at its full number; true for no Deployment. */
  static boolean isOver(WorkloadView view) {
    if (view.workload.name().kind() != WorkloadKind.DEPLOYMENT) {
      return true;
    }
    ReplicaSet current = view.currentSet();
    return current != null
        && WorkloadParts.replicas(current) == view.workload.replicas()
        && !hasOthers(view);
  }

  /** Whether other templates than the present one run, or none was made of it yet. */
  static boolean hasOthers(WorkloadView view) {
    ReplicaSet current = view.currentSet();
    return view.workload.name().kind() == WorkloadKind.DEPLOYMENT
        && (current == null
            || view.parts.sets().stream()
                .anyMatch(set -> !set.equals(current) && WorkloadParts.replicas(set) > 0));
  }
}
