package dev.sluice.activities.release.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSetUpdateStrategy;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategy;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetUpdateStrategy;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a workload is made to stand still between batches, and how its own way is put back.
 *
 * <p>A StatefulSet or DaemonSet is told to replace only pods that somebody deletes. A Deployment
 * knows no such thing; but its controller never lets more pods be unavailable than allowed, and a
 * pod that must be ready for 68 years before it counts as available is unavailable for good. So the
 * number that may be unavailable is the number of slots that run the new revision, and one write of
 * it moves a batch. Slots on their way may have two pods instead of none, as many as the owner's
 * surge allows. See docs/adr/0012.
 */
final class Strategies {
  private static final int FOR_EVER = Integer.MAX_VALUE;
  private static final KubernetesSerialization JSON = new KubernetesSerialization();

  private Strategies() {}

  private record OfDeployment(
      DeploymentStrategy strategy,
      @Nullable Integer minReadySeconds,
      @Nullable Integer progressDeadlineSeconds) {}

  /** Its own way of rolling out, to be put back. */
  static String own(HasMetadata workload) {
    return JSON.asJson(
        switch (workload) {
          case Deployment it ->
              new OfDeployment(
                  it.getSpec().getStrategy(),
                  it.getSpec().getMinReadySeconds(),
                  it.getSpec().getProgressDeadlineSeconds());
          case StatefulSet it -> it.getSpec().getUpdateStrategy();
          case DaemonSet it -> it.getSpec().getUpdateStrategy();
          default -> throw new IllegalStateException("no workload: " + workload.getKind());
        });
  }

  /**
   * The workload standing still with another template.
   *
   * @param moved of a Deployment's slots, how many are to run this template, at least 1
   * @param surge of those, how many may have their new pod before the old one ends
   * @param paused whether a Deployment's controller is to do nothing but look
   */
  static HasMetadata held(
      HasMetadata workload, PodTemplateSpec template, int moved, int surge, boolean paused) {
    return switch (workload) {
      case Deployment it ->
          new DeploymentBuilder(it)
              .editSpec()
              .withTemplate(template)
              .withPaused(paused ? true : null)
              .withMinReadySeconds(FOR_EVER - 1)
              .withProgressDeadlineSeconds(FOR_EVER)
              .withNewStrategy()
              .withType("RollingUpdate")
              .withNewRollingUpdate()
              .withMaxSurge(new IntOrString(surge))
              .withMaxUnavailable(new IntOrString(moved - surge))
              .endRollingUpdate()
              .endStrategy()
              .endSpec()
              .build();
      case StatefulSet it ->
          new StatefulSetBuilder(it)
              .editSpec()
              .withTemplate(template)
              .withUpdateStrategy(new StatefulSetUpdateStrategy(null, "OnDelete"))
              .endSpec()
              .build();
      case DaemonSet it ->
          new DaemonSetBuilder(it)
              .editSpec()
              .withTemplate(template)
              .withUpdateStrategy(new DaemonSetUpdateStrategy(null, "OnDelete"))
              .endSpec()
              .build();
      default -> throw new IllegalStateException("no workload: " + workload.getKind());
    };
  }

  /**
   * How many pods more than its replicas a Deployment may have, as its owner wants it; 0 for other
   * kinds. A share is rounded up, and is a quarter where nothing is said, as Kubernetes has it.
   */
  static int surge(Workload workload, @Nullable Hold hold) {
    if (!(workload.object() instanceof Deployment deployment)) {
      return 0;
    }
    DeploymentStrategy own =
        hold == null
            ? deployment.getSpec().getStrategy()
            : JSON.unmarshal(hold.strategy(), OfDeployment.class).strategy();
    IntOrString surge =
        own == null || own.getRollingUpdate() == null ? null : own.getRollingUpdate().getMaxSurge();
    if (surge != null && surge.getIntVal() != null) {
      return surge.getIntVal();
    }
    String share = surge == null ? "25%" : surge.getStrVal();
    double percent = Double.parseDouble(share.replace("%", ""));
    return (int) Math.ceil(workload.replicas() * percent / 100);
  }

  /** The workload with its own way of rolling out. */
  static HasMetadata released(HasMetadata workload, String own) {
    return switch (workload) {
      case Deployment it -> {
        OfDeployment before = JSON.unmarshal(own, OfDeployment.class);
        yield new DeploymentBuilder(it)
            .editSpec()
            .withPaused(null)
            .withStrategy(before.strategy())
            .withMinReadySeconds(before.minReadySeconds())
            .withProgressDeadlineSeconds(before.progressDeadlineSeconds())
            .endSpec()
            .build();
      }
      case StatefulSet it ->
          new StatefulSetBuilder(it)
              .editSpec()
              .withUpdateStrategy(JSON.unmarshal(own, StatefulSetUpdateStrategy.class))
              .endSpec()
              .build();
      case DaemonSet it ->
          new DaemonSetBuilder(it)
              .editSpec()
              .withUpdateStrategy(JSON.unmarshal(own, DaemonSetUpdateStrategy.class))
              .endSpec()
              .build();
      default -> throw new IllegalStateException("no workload: " + workload.getKind());
    };
  }

  /** The workload with other annotations and labels. */
  static HasMetadata annotated(
      HasMetadata workload, Map<String, String> annotations, Map<String, String> labels) {
    return switch (workload) {
      case Deployment it ->
          new DeploymentBuilder(it)
              .editMetadata()
              .withAnnotations(annotations)
              .withLabels(labels)
              .endMetadata()
              .build();
      case StatefulSet it ->
          new StatefulSetBuilder(it)
              .editMetadata()
              .withAnnotations(annotations)
              .withLabels(labels)
              .endMetadata()
              .build();
      case DaemonSet it ->
          new DaemonSetBuilder(it)
              .editMetadata()
              .withAnnotations(annotations)
              .withLabels(labels)
              .endMetadata()
              .build();
      default -> throw new IllegalStateException("no workload: " + workload.getKind());
    };
  }

  /** How long its pods have to be ready before they count, as its owner wants it, in seconds. */
  static int minReadySeconds(Workload workload, @Nullable Hold hold) {
    if (hold == null || workload.name().kind() != WorkloadKind.DEPLOYMENT) {
      return workload.minReadySeconds();
    }
    Integer seconds = JSON.unmarshal(hold.strategy(), OfDeployment.class).minReadySeconds();
    return seconds == null ? 0 : seconds;
  }

  /** Of all that a release depends on; the number of replicas is left to autoscalers. */
  static String print(HasMetadata workload) {
    Object spec =
        switch (workload) {
          case Deployment it ->
              new DeploymentBuilder(it).editSpec().withReplicas(null).endSpec().build().getSpec();
          case StatefulSet it ->
              new StatefulSetBuilder(it).editSpec().withReplicas(null).endSpec().build().getSpec();
          case DaemonSet it -> it.getSpec();
          default -> throw new IllegalStateException("no workload: " + workload.getKind());
        };
    return Revision.digest(JSON.asJson(spec));
  }
}
