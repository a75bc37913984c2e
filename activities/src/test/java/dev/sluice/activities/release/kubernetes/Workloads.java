package dev.sluice.activities.release.kubernetes;

import dev.sluice.domain.subdomain.TargetOrder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Workloads of the tests, as an API server and its controllers would leave them. */
final class Workloads {
  static final WorkloadName CHECKOUT =
      new WorkloadName("shop", WorkloadKind.DEPLOYMENT, "checkout");
  static final String START = "2026-11-27T12:00:00Z";

  private Workloads() {}

  static Deployment deployment(String image, int replicas) {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withName("checkout")
        .withNamespace("shop")
        .withUid("d")
        .withGeneration(1L)
        .endMetadata()
        .withNewSpec()
        .withReplicas(replicas)
        .withNewSelector()
        .addToMatchLabels("app", "checkout")
        .endSelector()
        .withNewStrategy()
        .withType("RollingUpdate")
        .endStrategy()
        .withTemplate(template(image))
        .endSpec()
        .withNewStatus()
        .withObservedGeneration(1L)
        .endStatus()
        .build();
  }

  /** A container with a ConfigMap and a Secret. */
  static PodTemplateSpec template(String image) {
    return new PodTemplateSpecBuilder()
        .withNewMetadata()
        .addToLabels("app", "checkout")
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withName("app")
        .withImage(image)
        .addNewEnvFrom()
        .withNewConfigMapRef()
        .withName("checkout-config-1")
        .endConfigMapRef()
        .endEnvFrom()
        .endContainer()
        .addNewVolume()
        .withName("keys")
        .withNewSecret()
        .withSecretName("checkout-keys")
        .endSecret()
        .endVolume()
        .endSpec()
        .build();
  }

  /** A ReplicaSet of the template, as its Deployment's controller makes it. */
  static ReplicaSet set(String uid, PodTemplateSpec template, int replicas) {
    return new ReplicaSetBuilder()
        .withNewMetadata()
        .withName("checkout-" + uid)
        .withUid(uid)
        .addNewOwnerReference()
        .withUid("d")
        .withController(true)
        .endOwnerReference()
        .endMetadata()
        .withNewSpec()
        .withReplicas(replicas)
        .withTemplate(
            new PodTemplateSpecBuilder(template)
                .editMetadata()
                .addToLabels("pod-template-hash", uid)
                .endMetadata()
                .build())
        .endSpec()
        .withNewStatus()
        .withAvailableReplicas(replicas)
        .endStatus()
        .build();
  }

  static Pod pod(String name, String set, PodTemplateSpec template, boolean ready) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(name)
        .withCreationTimestamp(START)
        .addNewOwnerReference()
        .withUid(set)
        .withController(true)
        .endOwnerReference()
        .endMetadata()
        .withSpec(template.getSpec())
        .withNewStatus()
        .addNewCondition()
        .withType("Ready")
        .withStatus(ready ? "True" : "False")
        .withLastTransitionTime(START)
        .endCondition()
        .endStatus()
        .build();
  }

  /** The Deployment with as many ready pods of each set as that has replicas. */
  static WorkloadView view(HasMetadata deployment, ReplicaSet... sets) {
    List<Pod> pods = new ArrayList<>();
    for (ReplicaSet set : sets) {
      String uid = set.getMetadata().getUid();
      for (int i = 0; i < set.getSpec().getReplicas(); i++) {
        pods.add(pod("%s-%d".formatted(uid, i), uid, set.getSpec().getTemplate(), true));
      }
    }
    return new WorkloadView(
        new Workload(CHECKOUT, deployment),
        new WorkloadParts(
            pods,
            List.of(sets),
            "",
            NodePlaces.NONE,
            "",
            Instant.parse(START),
            Instant.parse(START)));
  }

  static TargetOrder order(String change, int slot, String image) {
    return order(change, slot, Map.of("image", image));
  }

  static TargetOrder order(String change, int slot, Map<String, String> parameters) {
    String target = CHECKOUT.prefix() + TargetName.numbered(slot);
    String key = "%s/1/%s".formatted(change, target);
    return new TargetOrder(change, target, "release", parameters, key, 1_001);
  }
}
