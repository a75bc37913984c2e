package dev.sluice.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.domain.plan.TargetRange;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.SubDomain;
import dev.sluice.domain.subdomain.TargetQuery;
import dev.sluice.worker.config.ConfigException;
import dev.sluice.worker.config.SluiceConfig;
import dev.sluice.worker.ops.SluiceMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectedSubDomainsTest {
  /** Nothing listens there: the discard service's port, which is served nowhere any more. */
  private static final String NOBODY = "127.0.0.1:9";

  @TempDir private Path folder;

  @Test
  void aSystemThatIsDownHoldsUpNobodyAndFailsItsOwnCallsOnly() throws IOException {
    SluiceConfig config = SluiceConfig.read(null, allOfThem());

    try (ConnectedSubDomains connected = connected(config)) {
      assertThat(connected.all().stream().map(SubDomain::name))
          .containsExactly("release", "configuration", "schema", "traffic", "host");
      assertThat(connected.all())
          .allSatisfy(subDomain ->
              assertThat(subDomain.describe().capabilities()).as(subDomain.name()).isNotEmpty());
      for (SubDomain subDomain : connected.all()) {
        if (subDomain.name().equals("schema") || subDomain.name().equals("host")) {
          // Each of their targets is a system of its own: they are listed, and told apart by
          // health.
          assertThat(subDomain.list(everything()))
              .singleElement()
              .matches(target -> !target.healthy());
        } else {
          assertThatExceptionOfType(ProblemException.class)
              .as(subDomain.name())
              .isThrownBy(() -> subDomain.list(everything()))
              .withMessageContaining("_UNREACHABLE: ");
        }
      }
    }
  }

  @Test
  void nothingIsConnectedThatIsNotConfigured() {
    try (ConnectedSubDomains connected = connected(SluiceConfig.read(null, Map.of()))) {
      assertThat(connected.all()).isEmpty();
    }
  }

  @Test
  void aWorkerOfOneSubDomainPollsItsQueueAloneAndNeedsNoFleet() throws IOException {
    Map<String, String> settings = allOfThem();
    settings.put("SLUICE_SUB_DOMAINS_SERVE", "release");
    settings.put("SLUICE_ROLES", "worker");

    try (SluiceMetrics metrics = new SluiceMetrics();
        Wiring wiring = WorkerWiring.of(SluiceConfig.read(null, settings), metrics)) {
      assertThat(wiring.activities().keySet()).containsExactly("sluice-release");
    }
  }

  @Test
  void namesWhatMayBeServed() throws IOException {
    Map<String, String> settings = allOfThem();
    settings.put("SLUICE_SUB_DOMAINS_SERVE", "realease");
    settings.put("SLUICE_ROLES", "worker");
    SluiceConfig config = SluiceConfig.read(null, settings);

    try (SluiceMetrics metrics = new SluiceMetrics()) {
      assertThatExceptionOfType(ConfigException.class)
          .isThrownBy(() -> WorkerWiring.of(config, metrics))
          .withMessage(
              "subDomains.serve: no sub-domain realease is connected: connect it, or name some of"
                  + " configuration, host, release, schema, traffic, changes");
    }
  }

  @Test
  void namesTheKeyOfAFileThatIsMissingOrWrong() throws IOException {
    Path missing = folder.resolve("none.yaml");
    assertThat(problem("SLUICE_SUB_DOMAINS_HOST_CONFIG", missing))
        .startsWith("subDomains.host.config: " + missing + " can't be read")
        .endsWith("put the file there, or name another");
    assertThat(problem("SLUICE_SUB_DOMAINS_TRAFFIC_CONFIG", missing))
        .startsWith("subDomains.traffic.config: " + missing + " can't be read");

    Path wrong = Files.writeString(folder.resolve("wrong.yaml"), "haproxi: []\n");
    assertThat(problem("SLUICE_SUB_DOMAINS_TRAFFIC_CONFIG", wrong))
        .isEqualTo(
            "subDomains.traffic.config: %s: haproxi is unknown: did you mean haproxy?"
                .formatted(wrong));
    assertThat(problem("SLUICE_SUB_DOMAINS_HOST_CONFIG", wrong))
        .startsWith("subDomains.host.config: " + wrong + ": haproxi is unknown");
  }

  private static String problem(String variable, Path file) {
    SluiceConfig config = SluiceConfig.read(null, Map.of(variable, file.toString()));
    try (ConnectedSubDomains _ = connected(config)) {
      throw new AssertionError("it was connected");
    } catch (ConfigException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static ConnectedSubDomains connected(SluiceConfig config) {
    return ConnectedSubDomains.of(config.subDomains(), InstantSource.system(), null);
  }

  private static TargetQuery everything() {
    return new TargetQuery(Map.of(), TargetRange.ALL, 10);
  }

  private Map<String, String> allOfThem() throws IOException {
    Files.createDirectories(folder.resolve("migrations"));
    Path key = folder.resolve("key");
    Files.writeString(key, "not used before somebody answers");
    Map<String, String> settings = new HashMap<>();
    settings.put("SLUICE_SUB_DOMAINS_RELEASE_NAMESPACES", "shop");
    settings.put(
        "SLUICE_SUB_DOMAINS_RELEASE_KUBECONFIG",
        written(
            "kubeconfig",
            "apiVersion: v1",
            "kind: Config",
            "clusters: [{name: c, cluster: {server: 'http://%s'}}]".formatted(NOBODY),
            "users: [{name: u, user: {token: t}}]",
            "contexts: [{name: x, context: {cluster: c, user: u}}]",
            "current-context: x"));
    settings.put("SLUICE_SUB_DOMAINS_CONFIGURATION_ENDPOINTS", "http://" + NOBODY);
    settings.put("SLUICE_SUB_DOMAINS_SCHEMA_MIGRATIONS", folder.resolve("migrations").toString());
    settings.put(
        "SLUICE_SUB_DOMAINS_SCHEMA_INVENTORY",
        written(
            "databases.yaml",
            "- name: orders",
            "  url: jdbc:postgresql://%s/orders".formatted(NOBODY),
            "  zone: a",
            "  user: sluice",
            "  passwordFile: " + key));
    settings.put(
        "SLUICE_SUB_DOMAINS_TRAFFIC_CONFIG",
        written(
            "traffic.yaml",
            "journal: orders",
            "haproxy: [{name: edge, zone: a, address: '%s'}]".formatted(NOBODY)));
    written("known_hosts");
    written("hosts.yaml", "hosts: [{name: web, address: 127.0.0.1, port: 9, zone: a, user: u}]");
    settings.put(
        "SLUICE_SUB_DOMAINS_HOST_CONFIG",
        written(
            "host.yaml",
            "inventory: {file: hosts.yaml}",
            "files: {paths: [{path: /etc/app.conf}]}",
            "ssh: {known_hosts: known_hosts, keys: [%s]}".formatted(key)));
    return settings;
  }

  private String written(String name, String... lines) throws IOException {
    return Files.write(folder.resolve(name), List.of(lines)).toString();
  }
}
