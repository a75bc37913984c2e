package dev.sluice.activities.release.kubernetes;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads pods without the account of who wrote which field, which is half of what the API server
 * says of a pod, and nobody asks for: a release hears of each of its pods half a dozen times.
 */
final class PodReading {
  private PodReading() {}

  /** What is left out where it is mixed in. */
  interface WithoutWriters {
    @JsonIgnoreProperties("managedFields")
    void setMetadata(ObjectMeta metadata);
  }

  static KubernetesSerialization serialization() {
    return new KubernetesSerialization(
        JsonMapper.builder().addMixIn(Pod.class, WithoutWriters.class).build(), true);
  }
}
