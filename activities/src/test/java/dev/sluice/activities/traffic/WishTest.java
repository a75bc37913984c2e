package dev.sluice.activities.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class WishTest {
  private static final int HAPROXY = 256;

  private static Reading route(Map<String, Integer> weights) {
    Map<String, Backend> backends = new TreeMap<>();
    weights
        .keySet()
        .forEach(name ->
            backends.put(name, new Backend(name, Backend.versionIn(name, "shop"), true, true)));
    return new Reading(
        "shop", backends, Settings.of(weights, Map.of()), new TreeMap<>(weights), Run.UNKNOWN);
  }

  private static Map<String, Integer> shifted(
      Map<String, Integer> weights, String version, double percent) {
    Reading route = route(weights);
    return new Wish.Weight(version, percent)
        .settings(route.now(), route.now(), route, HAPROXY)
        .weights();
  }

  @Test
  void theOthersShareTheRestAsTheyDidBefore() {
    assertThat(shifted(Map.of("v1", 60, "v2", 40, "v3", 0), "v3", 20))
        .isEqualTo(Map.of("v1", 48, "v2", 32, "v3", 20));
  }

  @Test
  void backendsOfOneVersionKeepTheirProportions() {
    assertThat(shifted(Map.of("v1:a", 30, "v1:b", 10, "v2:a", 0, "v2:b", 0), "v2", 20))
        .isEqualTo(Map.of("v1:a", 60, "v1:b", 20, "v2:a", 10, "v2:b", 10));
  }

  @Test
  void findsWeightsForSharesThatAreNoWholePercent() {
    assertThat(shifted(Map.of("v1", 100, "v2", 0), "v2", 0.5))
        .isEqualTo(Map.of("v1", 199, "v2", 1));
    assertThat(shifted(Map.of("v1:a", 1, "v1:b", 1, "v1:c", 1, "v2", 0), "v2", 10))
        .isEqualTo(Map.of("v1:a", 30, "v1:b", 30, "v1:c", 30, "v2", 10));
  }

  @Test
  void refusesASplitThatNoWeightsComeNear() {
    Map<String, Integer> many = new TreeMap<>();
    for (int i = 0; i < 100; i++) {
      many.put("v2:" + i, 0);
    }
    many.put("v1", 100);
    assertThatThrownBy(() -> shifted(many, "v2", 10)).hasMessageContaining("TOO_FINE_A_SPLIT");
  }

  @Test
  void doesNotGuessWhichOfTwoIdleVersionsGetsTheRest() {
    assertThatThrownBy(() -> shifted(Map.of("v1", 100, "v2", 0, "v3", 0), "v1", 80))
        .hasMessageContaining("AMBIGUOUS_REST");
    assertThat(shifted(Map.of("v1", 100, "v2", 0), "v1", 80)).isEqualTo(Map.of("v1", 80, "v2", 20));
  }

  @Test
  void namesTheVersionsThereAre() {
    assertThatThrownBy(() -> shifted(Map.of("v1", 100, "v2", 0), "v3", 10))
        .hasMessageContaining("shop has no backend of version v3; it has [v1, v2]");
  }

  @Test
  void aVersionIsTheEndOfABackendsName() {
    assertThat(Backend.versionIn("checkout-v2", "checkout")).isEqualTo("v2");
    assertThat(Backend.versionIn("checkout.1.2.3", "checkout")).isEqualTo("1.2.3");
    assertThat(Backend.versionIn("v2:a", "checkout")).isEqualTo("v2");
    assertThat(Backend.versionIn("checkouts-v2", "checkout")).isEqualTo("checkouts-v2");
  }
}
