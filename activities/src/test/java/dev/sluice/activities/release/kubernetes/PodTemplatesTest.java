package dev.sluice.activities.release.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PodTemplatesTest {
  private static final PodTemplateSpec TEMPLATE = Workloads.template("app:v1");
  private static final Revision REVISION = PodTemplates.revision(TEMPLATE);

  @Test
  void findsImagesAndReferencesWhereverTheyStand() {
    assertThat(REVISION.images()).isEqualTo(Map.of("app", "app:v1"));
    assertThat(REVISION.configMaps()).containsExactly("checkout-config-1");
    assertThat(REVISION.secrets()).containsExactly("checkout-keys");
    assertThat(REVISION.words()).isEqualTo("app:v1 with checkout-config-1, checkout-keys");
  }

  @Test
  void goesBackToTheVeryTemplateItLeft() {
    Revision next =
        parameters("app:v2", "checkout-config-2", "checkout-keys-7f").on(REVISION, "c1");
    PodTemplateSpec changed = PodTemplates.with(TEMPLATE, next);

    assertThat(PodTemplates.revision(changed)).isEqualTo(next);
    assertThat(changed.getMetadata().getLabels()).containsEntry("sluice.dev/change", "c1");
    assertThat(PodTemplates.with(changed, REVISION)).isEqualTo(TEMPLATE);
  }

  @Test
  void refusesAReferenceThatNoneIsReplacedBy() {
    assertThatThrownBy(() -> parameters("app:v2", "routes-2", "").on(REVISION, "c1"))
        .hasMessageContaining("refer to no configMap of the family routes");
  }

  @Test
  void asksWhichContainerIsMeant() {
    Revision two =
        new Revision(
            new java.util.TreeMap<>(Map.of("app", "app:v1", "proxy", "proxy:v1")),
            REVISION.configMaps(),
            REVISION.secrets(),
            "");
    assertThatThrownBy(() -> parameters("app:v2", "", "").on(two, "c1"))
        .hasMessageContaining("app, proxy");
    assertThatThrownBy(() -> parameters("porxy=proxy:v2", "", "").on(two, "c1"))
        .hasMessageContaining("did you mean proxy?");
    assertThat(parameters("proxy=proxy:v2", "", "").on(two, "c1").images())
        .isEqualTo(Map.of("app", "app:v1", "proxy", "proxy:v2"));
  }

  @Test
  void makesLabelsThatKubernetesTakes() {
    assertThat(PodTemplates.label("release/2026-11-27#7")).isEqualTo("release-2026-11-27-7");
    String long1 = PodTemplates.label("x".repeat(100) + "1");
    String long2 = PodTemplates.label("x".repeat(100) + "2");
    assertThat(long1).hasSizeLessThanOrEqualTo(63).isNotEqualTo(long2);
  }

  private static ReleaseParameters parameters(String image, String configMap, String secret) {
    return ReleaseParameters.of(Map.of("image", image, "configMap", configMap, "secret", secret));
  }

  @Test
  void readsListsOfParameters() {
    assertThat(parameters("a=x:1,b=y:2", "", "").images()).isEqualTo(List.of("a=x:1", "b=y:2"));
  }
}
