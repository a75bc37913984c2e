package dev.sluice.activities.release.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;

class PodReadingTest {
  private static final String METADATA =
      """
      "metadata": {"name": "a", "uid": "1", "ownerReferences": [{"uid": "2"}],
        "managedFields": [{"manager": "kubelet", "fieldsV1": {"f:status": {"f:phase": {}}}}]}
      """;

  private final KubernetesSerialization serialization = PodReading.serialization();

  @Test
  void readsAPodWithAllButWhoWroteIt() {
    Pod pod =
        serialization.unmarshal(
            "{\"kind\": \"Pod\", \"apiVersion\": \"v1\", %s, \"status\": {\"phase\": \"Running\"}}"
                .formatted(METADATA),
            Pod.class);

    assertThat(pod.getMetadata().getName()).isEqualTo("a");
    assertThat(pod.getMetadata().getOwnerReferences())
        .singleElement()
        .satisfies(owner -> assertThat(owner.getUid()).isEqualTo("2"));
    assertThat(pod.getStatus().getPhase()).isEqualTo("Running");
    assertThat(pod.getMetadata().getManagedFields()).isEmpty();
    assertThat(pod.getMetadata().getAdditionalProperties()).isEmpty();
  }

  @Test
  void whoWroteAWorkloadIsStillKnown() {
    Deployment deployment =
        serialization.unmarshal(
            "{\"kind\": \"Deployment\", \"apiVersion\": \"apps/v1\", %s}".formatted(METADATA),
            Deployment.class);

    assertThat(deployment.getMetadata().getManagedFields())
        .singleElement()
        .satisfies(entry -> assertThat(entry.getManager()).isEqualTo("kubelet"));
  }
}
