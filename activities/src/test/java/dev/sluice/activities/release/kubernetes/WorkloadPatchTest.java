package dev.sluice.activities.release.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WorkloadPatchTest {
  private static final Deployment FRESH =
      new DeploymentBuilder(Workloads.deployment("app:v1", 10))
          .editMetadata()
          .withUid("u1")
          .withGeneration(7L)
          .withResourceVersion("100")
          .withAnnotations(null)
          .withLabels(Map.of("app", "checkout"))
          .endMetadata()
          .build();
  private static final Deployment KNOWN = annotated(FRESH, Map.of("sluice.dev/orders", "one"));

  private static Deployment annotated(Deployment deployment, Map<String, String> annotations) {
    Map<String, String> labels =
        Objects.requireNonNullElse(deployment.getMetadata().getLabels(), Map.of());
    return (Deployment) Strategies.annotated(deployment, annotations, labels);
  }

  private static List<String> operations(Deployment seen, Deployment next) {
    List<String> operations = new ArrayList<>();
    for (JsonNode each : JsonMapper.shared().readTree(WorkloadPatch.of(seen, next))) {
      String value = each.path("value").isValueNode() ? " " + each.path("value").asString() : "";
      operations.add(
          each.path("op").asString() + " " + each.path("path").asString().strip() + value);
    }
    return operations;
  }

  @Test
  void isForWhatWasReadWhateverItsStatusSaysNow() {
    Map<String, String> annotations = new TreeMap<>(Map.of("sluice.dev/orders", "two"));
    annotations.put("sluice.dev/hold", "{}");

    assertThat(operations(KNOWN, annotated(KNOWN, annotations)))
        .containsExactly(
            "test /metadata/uid u1",
            "test /metadata/generation 7",
            "test /metadata/annotations/sluice.dev~1orders one",
            "add /metadata/annotations/sluice.dev~1hold {}",
            "add /metadata/annotations/sluice.dev~1orders two");
  }

  @Test
  void replacesTheSpecificationOnlyWhereItChanges() {
    Deployment more =
        new DeploymentBuilder(KNOWN).editSpec().withMinReadySeconds(5).endSpec().build();
    assertThat(operations(KNOWN, more)).contains("replace /spec");
    assertThat(operations(KNOWN, KNOWN)).noneMatch(each -> each.contains("/spec"));
  }

  @Test
  void takesAwayWhatIsNoLongerThere() {
    Deployment held = annotated(KNOWN, Map.of("sluice.dev/orders", "one", "sluice.dev/hold", "{}"));
    assertThat(operations(held, KNOWN)).contains("remove /metadata/annotations/sluice.dev~1hold");
  }

  @Test
  void theFirstWriteLetsNobodyComeInBetween() {
    assertThat(operations(FRESH, KNOWN))
        .contains("test /metadata/resourceVersion 100", "add /metadata/annotations");
    Deployment touched =
        new DeploymentBuilder(FRESH)
            .editMetadata()
            .withResourceVersion("101")
            .endMetadata()
            .build();
    assertThat(WorkloadPatch.isOld(FRESH, touched)).isTrue();
  }

  @Test
  void isOldOnceSomebodyElseSpecifiedOrOrderedSomething() {
    Deployment status =
        new DeploymentBuilder(KNOWN)
            .editMetadata()
            .withResourceVersion("101")
            .endMetadata()
            .build();
    assertThat(WorkloadPatch.isOld(KNOWN, status)).isFalse();
    assertThat(WorkloadPatch.isOld(KNOWN, null)).isTrue();
    assertThat(WorkloadPatch.isOld(KNOWN, annotated(KNOWN, Map.of("sluice.dev/orders", "two"))))
        .isTrue();
    Deployment edited =
        new DeploymentBuilder(KNOWN).editMetadata().withGeneration(8L).endMetadata().build();
    assertThat(WorkloadPatch.isOld(KNOWN, edited)).isTrue();
  }
}
