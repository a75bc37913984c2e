package dev.sluice.activities.traffic.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.domain.subdomain.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectedTrafficTest {
  private static final String EVERYTHING =
      """
      journal: kept
      limits: {concurrency: 3, patience: 2m}
      haproxy:
        - name: edge-1
          zone: a
          labels: {tier: shop}
          address: 127.0.0.1:9
          headerMaps: {x-lane: /etc/haproxy/x-lane.map}
          timeout: 2s
          probe: {url: "http://127.0.0.1:9/{route}", servedBy: x-server, perSecond: 5, timeout: 1s}
      envoy:
        - {name: edge-2, zone: b, admin: "http://127.0.0.1:9", routes: watched/routes.json}
      gateway:
        - {name: mesh, zone: c, kubeconfig: kube.conf, namespace: shop, gateway: public, probe: {url: "http://127.0.0.1:9/{route}"}}
      """;

  @TempDir private Path folder;

  @Test
  void connectsEveryKindWithoutAskingAny() throws IOException {
    Files.writeString(
        folder.resolve("kube.conf"),
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: c, cluster: {server: "http://127.0.0.1:9"}}]
        users: [{name: u, user: {token: t}}]
        contexts: [{name: x, context: {cluster: c, user: u}}]
        current-context: x
        """);

    try (ConnectedTraffic traffic = read(EVERYTHING)) {
      assertThat(traffic.subDomain().describe().limits())
          .isEqualTo(new Limits(3, Limits.ANY_RATE, Duration.ofMinutes(2)));
      assertThat(folder.resolve("kept")).isDirectory();
    }
  }

  @Test
  void saysWhatIsWrongAndWhere() {
    refuses("haproxy: [{zone: a}]", "name is missing: add it");
    refuses("haproxy: [{name: edge-1}]", "edge-1.zone is missing: add it");
    refuses("haproxy: [{name: edge-1, zone: a}]", "edge-1.address is missing: add it");
    refuses(
        "haproxy: [{name: edge-1, zone: a, address: '127.0.0.1:9', timeout: soon}]",
        "edge-1.timeout must be a duration such as 5s or 10m, not \"soon\"");
    refuses(
        "haproxy: [{name: edge-1, zone: a, address: nowhere}]",
        "edge-1's address must be host:port or the absolute path of a socket: nowhere");
    refuses("journal: kept", "names no proxy: add one under haproxy, envoy or gateway");
    refuses(
        "haproxy: [{name: edge-1, zone: a, address: '127.0.0.1:9'}]", "journal is missing: add it");
    refuses(
        "haproxy: [{name: e, zone: a, address: 'h:9'}, {name: e, zone: b, address: 'h:8'}]",
        "two proxies are named e: rename one");
  }

  @Test
  void namesThePlaceAndTheNearestKeyOfAnUnknownOne() {
    refuses("journal: kept\nhaproxi: []", ": haproxi is unknown: did you mean haproxy?");
    refuses(
        "haproxy:\n  - {name: e,\n     adress: 'h:9'}",
        ": haproxy[0].adress is unknown: did you mean address?");
  }

  @Test
  void namesThePlaceOfAWrongValue() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> read("haproxy: [{name: e, probe: {perSecond: many}}]"))
        .withMessageContaining("traffic.yaml: haproxy[0].probe.perSecond is wrong: ");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> read("haproxy: ["))
        .withMessageContaining("traffic.yaml is no YAML: ");
  }

  private void refuses(String text, String message) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> read(text))
        .withMessageStartingWith(folder.resolve("traffic.yaml").toString())
        .withMessageEndingWith(message);
  }

  private ConnectedTraffic read(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("traffic.yaml"), text);
    return ConnectedTraffic.read(file, InstantSource.system());
  }
}
