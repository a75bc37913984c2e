package dev.sluice.activities.traffic.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.activities.traffic.Reading;
import dev.sluice.activities.traffic.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

final class HttpRouteDocumentTest {
  private static final String TEXT =
      """
      {"metadata": {"name": "checkout", "generation": 3},
       "spec": {"parentRefs": [{"name": "edge"}], "rules": [
        {"matches": [{"path": {"type": "PathPrefix", "value": "/admin"}}],
         "backendRefs": [{"name": "admin", "port": 80}]},
        {"matches": [{"path": {"type": "PathPrefix", "value": "/"}}],
         "backendRefs": [{"name": "checkout-v1", "port": 80, "weight": 100},
                         {"name": "checkout-v2", "port": 80, "weight": 0}]}]},
       "status": {"parents": [{"parentRef": {"name": "edge"}, "conditions": [
        {"type": "Accepted", "status": "True", "observedGeneration": 3},
        {"type": "ResolvedRefs", "status": "True", "observedGeneration": 3}]}]}}
      """;
  private static final Settings BEFORE =
      Settings.of(Map.of("checkout-v1", 100, "checkout-v2", 0), Map.of());

  private static HttpRouteDocument document(String text) {
    return new HttpRouteDocument((ObjectNode) JsonMapper.builder().build().readTree(text));
  }

  private static Reading reading(HttpRouteDocument route) {
    return route.reading("edge").orElseThrow();
  }

  @Test
  void theRuleThatIsSplitIsTheRoute() {
    assertThat(reading(document(TEXT)).now()).isEqualTo(BEFORE);
    assertThat(document(TEXT).json().path("spec").path("rules").size()).isEqualTo(2);
  }

  @Test
  void whatWasSetIsRead() {
    HttpRouteDocument route = document(TEXT);
    Settings wanted =
        Settings.of(
            Map.of("checkout-v1", 80, "checkout-v2", 20),
            Map.of("x-lane=gray", "v2", "x-user=a", "v1"));
    route.set(wanted);
    assertThat(reading(route).now()).isEqualTo(wanted);
    assertThat(route.json().path("spec").path("rules").size()).isEqualTo(4);
  }

  @Test
  void takenBackItIsWhatItWas() {
    HttpRouteDocument route = document(TEXT);
    route.set(
        Settings.of(Map.of("checkout-v1", 80, "checkout-v2", 20), Map.of("x-lane=gray", "v2")));
    route.set(BEFORE);
    assertThat(route.json()).isEqualTo(document(TEXT).json());
  }

  @Test
  void aHeaderRuleOutlivesTheDefaultsThatTheServerAdds() {
    HttpRouteDocument route =
        document(
            TEXT.replace(
                "\"matches\": [{\"path\": {\"type\": \"PathPrefix\", \"value\": \"/\"}}],", ""));
    Settings wanted =
        Settings.of(Map.of("checkout-v1", 80, "checkout-v2", 20), Map.of("x-lane=gray", "v2"));
    route.set(wanted);
    String served =
        route
            .json()
            .toString()
            .replace(
                "{\"headers\":[",
                "{\"path\":{\"type\":\"PathPrefix\",\"value\":\"/\"},\"headers\":[");
    assertThat(reading(document(served)).now()).isEqualTo(wanted);
  }

  @Test
  void isNotUpBeforeTheGatewayTookItsNewestState() {
    assertThat(reading(document(TEXT)).backends().values()).allMatch(backend -> backend.up());
    assertThat(document(TEXT).reading("other").orElseThrow().backends().values())
        .noneMatch(backend -> backend.up());
    assertThat(
            reading(document(TEXT.replace("\"generation\": 3", "\"generation\": 4")))
                .backends()
                .values())
        .noneMatch(backend -> backend.up());
  }
}
