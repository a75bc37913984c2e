package dev.sluice.activities.traffic.envoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.activities.traffic.Settings;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RouteTableTest {
  private static final RouteFile FILE = new RouteFile(Path.of("/routes.json"), "mesh-1");
  private static final String TEXT =
      """
      {"version_info": "1", "resources": [{"name": "edge", "virtual_hosts": [{"name": "shop",
        "routes": [
          {"name": "static", "match": {"prefix": "/s"}, "route": {"cluster": "static"}},
          {"name": "checkout", "match": {"prefix": "/c"}, "route": {"timeout": "3s",
            "weighted_clusters": {"clusters": [
              {"name": "checkout-v1", "weight": 100}, {"name": "checkout-v2"}]}}},
          {"match": {"prefix": "/"}, "direct_response": {"status": 404}}]}]}]}
      """;

  @Test
  void onlyNamedRoutesThatAreSplitAreFound() {
    assertThat(FILE.table(TEXT).settings())
        .isEqualTo(
            Map.of(
                "checkout", Settings.of(Map.of("checkout-v1", 100, "checkout-v2", 0), Map.of())));
  }

  @Test
  void whatWasSetIsRead() {
    Settings wanted =
        Settings.of(
            Map.of("checkout-v1", 80, "checkout-v2", 20),
            Map.of("x-lane=gray", "v2", "x-user=a=b", "v1"));
    String text = FILE.with(TEXT, "checkout", wanted);
    assertThat(FILE.table(text).settings()).isEqualTo(Map.of("checkout", wanted));
    assertThat(FILE.with(text, "checkout", wanted)).isEqualTo(FILE.with(TEXT, "checkout", wanted));
  }

  @Test
  void aHeaderRouteIsTheSameRouteToOneClusterBeforeIt() {
    String text =
        FILE.with(
            TEXT,
            "checkout",
            Settings.of(Map.of("checkout-v1", 100, "checkout-v2", 0), Map.of("x-lane=gray", "v2")));
    assertThat(text.replaceAll("\\s", ""))
        .contains(
            "\"name\":\"checkout#x-lane=gray\",\"match\":{\"prefix\":\"/c\",\"headers\":[{\"name\":\"x-lane\",\"string_match\":{\"exact\":\"gray\"}}]},\"route\":{\"timeout\":\"3s\",\"cluster\":\"checkout-v2\"},\"stat_prefix\":\"sluice_checkout_");
    assertThat(text.indexOf("checkout#x-lane=gray")).isLessThan(text.indexOf("\"checkout\""));
  }

  @Test
  void takenBackTheFileIsWhatItWasButForItsVersion() {
    Settings before = Settings.of(Map.of("checkout-v1", 100, "checkout-v2", 0), Map.of());
    Settings wanted =
        Settings.of(Map.of("checkout-v1", 0, "checkout-v2", 1), Map.of("x-lane=gray", "v2"));
    String there = FILE.with(TEXT, "checkout", wanted);
    String back = FILE.with(there, "checkout", before);
    assertThat(back.replaceAll("\"version_info\".*", ""))
        .isEqualTo(FILE.with(TEXT, "checkout", before).replaceAll("\"version_info\".*", ""));
  }

  @Test
  void twoRoutesOfOneNameAreForAnOperator() {
    assertThatThrownBy(() ->
            FILE.table(
                    TEXT.replace("static", "checkout")
                        .replace(
                            "\"route\": {\"cluster\": \"checkout\"}",
                            "\"route\": {\"weighted_clusters\": {\"clusters\": [{\"name\": \"a\"}, {\"name\": \"b\"}]}}"))
                .settings())
        .hasMessageContaining("two routes are named checkout");
  }

  @Test
  void aFileThatIsNoJsonIsForAnOperator() {
    assertThatThrownBy(() -> FILE.table("resources:")).hasMessageContaining("BROKEN_ROUTE_FILE");
    assertThatThrownBy(() -> FILE.table("[]")).hasMessageContaining("BROKEN_ROUTE_FILE");
  }
}
