package dev.sluice.worker.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.activities.configuration.etcd.EtcdConfig;
import dev.sluice.activities.ledger.LedgerConfig;
import dev.sluice.activities.release.kubernetes.KubernetesConfig;
import dev.sluice.activities.schema.postgresql.SchemaConfig;
import dev.sluice.activities.schema.postgresql.server.Quiet;
import dev.sluice.activities.schema.postgresql.server.SessionLimits;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SluiceConfigTest {
  private static final String EVERY_KEY =
      """
      roles: worker
      changeTypes: types, more-types
      services: declared
      policies: rules
      gate: {targetsAtRisk: 100, targetsAtRiskPerZone: 20}
      reconcile: {every: 90s}
      recordings: kept
      notifications: {config: notify.yaml}
      api:
        address: 0.0.0.0
        port: 1
        tls: {cert: cert.pem, key: key.pem}
        tokens: tokens
      ops: {address: 127.0.0.2, port: 2}
      temporal:
        address: temporal:7233
        namespace: changes
        tls: {enabled: true, ca: ca.pem, cert: c.pem, key: k.pem}
        apiKeyFile: api-key
        ui: https://ui.example/
        dev: {server: in-process, dataDir: data, port: 3, uiPort: 4}
      ledger: {url: "jdbc:postgresql://db.internal:5432/ledger", user: sluice, passwordFile: ledger-password, migrate: false}
      fleet: {address: "http://127.0.0.1:9", start: false}
      subDomains:
        remote: dns=https://dns.internal:7400, flags=http://127.0.0.1:7410
        tls: {ca: sub-ca.pem, cert: sub.pem, key: sub.key}
        tokens: sub-tokens
        serve: release, host
        release: {namespaces: "shop, cart", kubeconfig: kube.conf, context: east, nodePoolLabel: pool, concurrency: 10}
        configuration:
          endpoints: https://a.internal:2379,https://b.internal:2379
          prefix: /team
          user: sluice
          passwordFile: etcd-password
          ca: etcd-ca.pem
          cert: etcd.pem
          key: etcd.key
          schemaFolder: schemas
          requireAcknowledgement: true
        schema: {inventory: databases.yaml, migrations: migrations, concurrency: 4, metricSource: prometheus}
        traffic: {config: traffic.yaml}
        host: {config: host.yaml}
      risk: {model: model.risk}
      prometheus: {address: "http://127.0.0.1:9090", targetLabel: pod, step: 30s}
      log: {format: json, level: debug}
      """;

  private static final SluiceConfig EVERY_VALUE =
      new SluiceConfig(
          WorkerRoles.WORKER,
          List.of(Path.of("types"), Path.of("more-types")),
          Path.of("declared"),
          Path.of("rules"),
          new GateConfig(100, 20),
          new ReconcileConfig(Duration.ofSeconds(90)),
          Path.of("kept"),
          Path.of("model.risk"),
          Path.of("notify.yaml"),
          new ApiConfig("0.0.0.0", 1, Path.of("cert.pem"), Path.of("key.pem"), Path.of("tokens")),
          new OpsConfig("127.0.0.2", 2),
          new TemporalConfig(
              "temporal:7233",
              "changes",
              new TemporalConfig.Tls(true, Path.of("ca.pem"), Path.of("c.pem"), Path.of("k.pem")),
              Path.of("api-key"),
              URI.create("https://ui.example"),
              new TemporalConfig.Dev(
                  TemporalConfig.DevServerKind.IN_PROCESS, Path.of("data"), 3, 4)),
          new LedgerConfig(
              "jdbc:postgresql://db.internal:5432/ledger",
              "sluice",
              Path.of("ledger-password"),
              false),
          new FleetConfig(URI.create("http://127.0.0.1:9"), false),
          new SubDomainsConfig(
              new TreeSet<>(List.of("host", "release")),
              new SystemsConfig(
                  new KubernetesConfig(
                      "kube.conf",
                      "east",
                      List.of("cart", "shop"),
                      "pool",
                      10,
                      Duration.ofSeconds(15),
                      Duration.ofMinutes(10),
                      Duration.ofMinutes(1)),
                  new EtcdConfig(
                      List.of(
                          URI.create("https://a.internal:2379"),
                          URI.create("https://b.internal:2379")),
                      "/team",
                      "sluice",
                      Path.of("etcd-password"),
                      Path.of("etcd-ca.pem"),
                      Path.of("etcd.pem"),
                      Path.of("etcd.key"),
                      Path.of("schemas"),
                      true,
                      EtcdConfig.REQUEST_TIMEOUT),
                  new SchemaConfig(
                      Path.of("databases.yaml"),
                      Path.of("migrations"),
                      SessionLimits.DEFAULT,
                      Quiet.DEFAULT,
                      4,
                      "prometheus"),
                  Path.of("traffic.yaml"),
                  Path.of("host.yaml")),
              new TreeMap<>(
                  Map.of(
                      "dns", URI.create("https://dns.internal:7400"),
                      "flags", URI.create("http://127.0.0.1:7410"))),
              Path.of("sub-ca.pem"),
              Path.of("sub.pem"),
              Path.of("sub.key"),
              Path.of("sub-tokens")),
          new PrometheusSourceConfig(
              URI.create("http://127.0.0.1:9090"), "pod", Duration.ofSeconds(30)),
          new LogConfig(LogConfig.Format.JSON, LogConfig.Level.DEBUG));

  @Test
  void listensOnLoopbackAndStartsItsOwnTemporalByDefault() {
    assertThat(SluiceConfig.read(null, Map.of()))
        .isEqualTo(
            new SluiceConfig(
                WorkerRoles.BOTH,
                List.of(Path.of("change-types")),
                Path.of("services"),
                Path.of("policies"),
                new GateConfig(0, 0),
                new ReconcileConfig(Duration.ofMinutes(5)),
                null,
                null,
                null,
                new ApiConfig("127.0.0.1", 7300, null, null, null),
                new OpsConfig("127.0.0.1", 7301),
                new TemporalConfig(
                    "",
                    "default",
                    new TemporalConfig.Tls(false, null, null, null),
                    null,
                    null,
                    new TemporalConfig.Dev(
                        TemporalConfig.DevServerKind.AUTO, Path.of(".sluice"), 0, 0)),
                LedgerConfig.inFile(Path.of(".sluice", "ledger.db")),
                new FleetConfig(null, true),
                new SubDomainsConfig(
                    new TreeSet<>(), SystemsConfig.NONE, new TreeMap<>(), null, null, null, null),
                new PrometheusSourceConfig(null, "instance", Duration.ofSeconds(15)),
                new LogConfig(LogConfig.Format.PLAIN, LogConfig.Level.INFO)));
  }

  @Test
  void takesEveryKeyFromTheFile(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("sluice.yaml"), EVERY_KEY);

    assertThat(YamlSettings.read(file).keySet())
        .containsExactlyInAnyOrderElementsOf(ConfigKey.ALL.stream().map(ConfigKey::path).toList());
    assertThat(SluiceConfig.read(file, Map.of())).isEqualTo(EVERY_VALUE);
  }

  @Test
  void takesEveryKeyFromItsVariable() {
    Map<String, String> environment =
        Map.ofEntries(
            Map.entry("SLUICE_ROLES", "worker"),
            Map.entry("SLUICE_CHANGE_TYPES", "types,more-types"),
            Map.entry("SLUICE_SERVICES", "declared"),
            Map.entry("SLUICE_POLICIES", "rules"),
            Map.entry("SLUICE_RECORDINGS", "kept"),
            Map.entry("SLUICE_RISK_MODEL", "model.risk"),
            Map.entry("SLUICE_NOTIFICATIONS_CONFIG", "notify.yaml"),
            Map.entry("SLUICE_API_ADDRESS", "0.0.0.0"),
            Map.entry("SLUICE_API_PORT", "1"),
            Map.entry("SLUICE_API_TLS_CERT", "cert.pem"),
            Map.entry("SLUICE_API_TLS_KEY", "key.pem"),
            Map.entry("SLUICE_API_TOKENS", "tokens"),
            Map.entry("SLUICE_OPS_ADDRESS", "127.0.0.2"),
            Map.entry("SLUICE_OPS_PORT", "2"),
            Map.entry("SLUICE_TEMPORAL_ADDRESS", "temporal:7233"),
            Map.entry("SLUICE_TEMPORAL_NAMESPACE", "changes"),
            Map.entry("SLUICE_TEMPORAL_TLS_ENABLED", "true"),
            Map.entry("SLUICE_TEMPORAL_TLS_CA", "ca.pem"),
            Map.entry("SLUICE_TEMPORAL_TLS_CERT", "c.pem"),
            Map.entry("SLUICE_TEMPORAL_TLS_KEY", "k.pem"),
            Map.entry("SLUICE_TEMPORAL_API_KEY_FILE", "api-key"),
            Map.entry("SLUICE_TEMPORAL_UI", "https://ui.example"),
            Map.entry("SLUICE_TEMPORAL_DEV_SERVER", "in-process"),
            Map.entry("SLUICE_TEMPORAL_DEV_DATA_DIR", "data"),
            Map.entry("SLUICE_TEMPORAL_DEV_PORT", "3"),
            Map.entry("SLUICE_TEMPORAL_DEV_UI_PORT", "4"),
            Map.entry("SLUICE_LEDGER_URL", "jdbc:postgresql://db.internal:5432/ledger"),
            Map.entry("SLUICE_LEDGER_USER", "sluice"),
            Map.entry("SLUICE_LEDGER_PASSWORD_FILE", "ledger-password"),
            Map.entry("SLUICE_LEDGER_MIGRATE", "false"),
            Map.entry("SLUICE_RECONCILE_EVERY", "90s"),
            Map.entry("SLUICE_FLEET_ADDRESS", "http://127.0.0.1:9"),
            Map.entry("SLUICE_FLEET_START", "false"),
            Map.entry(
                "SLUICE_SUB_DOMAINS_REMOTE",
                "flags=http://127.0.0.1:7410,dns=https://dns.internal:7400"),
            Map.entry("SLUICE_SUB_DOMAINS_TLS_CA", "sub-ca.pem"),
            Map.entry("SLUICE_SUB_DOMAINS_TLS_CERT", "sub.pem"),
            Map.entry("SLUICE_SUB_DOMAINS_TLS_KEY", "sub.key"),
            Map.entry("SLUICE_SUB_DOMAINS_TOKENS", "sub-tokens"),
            Map.entry("SLUICE_SUB_DOMAINS_SERVE", "host,release"),
            Map.entry("SLUICE_SUB_DOMAINS_RELEASE_NAMESPACES", "shop,cart"),
            Map.entry("SLUICE_SUB_DOMAINS_RELEASE_KUBECONFIG", "kube.conf"),
            Map.entry("SLUICE_SUB_DOMAINS_RELEASE_CONTEXT", "east"),
            Map.entry("SLUICE_SUB_DOMAINS_RELEASE_NODE_POOL_LABEL", "pool"),
            Map.entry("SLUICE_SUB_DOMAINS_RELEASE_CONCURRENCY", "10"),
            Map.entry(
                "SLUICE_SUB_DOMAINS_CONFIGURATION_ENDPOINTS",
                "https://a.internal:2379, https://b.internal:2379"),
            Map.entry("SLUICE_SUB_DOMAINS_CONFIGURATION_PREFIX", "/team"),
            Map.entry("SLUICE_SUB_DOMAINS_CONFIGURATION_USER", "sluice"),
            Map.entry("SLUICE_SUB_DOMAINS_CONFIGURATION_PASSWORD_FILE", "etcd-password"),
            Map.entry("SLUICE_SUB_DOMAINS_CONFIGURATION_CA", "etcd-ca.pem"),
            Map.entry("SLUICE_SUB_DOMAINS_CONFIGURATION_CERT", "etcd.pem"),
            Map.entry("SLUICE_SUB_DOMAINS_CONFIGURATION_KEY", "etcd.key"),
            Map.entry("SLUICE_SUB_DOMAINS_CONFIGURATION_SCHEMA_FOLDER", "schemas"),
            Map.entry("SLUICE_SUB_DOMAINS_CONFIGURATION_REQUIRE_ACKNOWLEDGEMENT", "true"),
            Map.entry("SLUICE_SUB_DOMAINS_SCHEMA_INVENTORY", "databases.yaml"),
            Map.entry("SLUICE_SUB_DOMAINS_SCHEMA_MIGRATIONS", "migrations"),
            Map.entry("SLUICE_SUB_DOMAINS_SCHEMA_CONCURRENCY", "4"),
            Map.entry("SLUICE_SUB_DOMAINS_SCHEMA_METRIC_SOURCE", "prometheus"),
            Map.entry("SLUICE_SUB_DOMAINS_TRAFFIC_CONFIG", "traffic.yaml"),
            Map.entry("SLUICE_SUB_DOMAINS_HOST_CONFIG", "host.yaml"),
            Map.entry("SLUICE_PROMETHEUS_ADDRESS", "http://127.0.0.1:9090"),
            Map.entry("SLUICE_PROMETHEUS_TARGET_LABEL", "pod"),
            Map.entry("SLUICE_PROMETHEUS_STEP", "30s"),
            Map.entry("SLUICE_GATE_TARGETS_AT_RISK", "100"),
            Map.entry("SLUICE_GATE_TARGETS_AT_RISK_PER_ZONE", "20"),
            Map.entry("SLUICE_LOG_FORMAT", "json"),
            Map.entry("SLUICE_LOG_LEVEL", "debug"));

    assertThat(environment.keySet())
        .containsExactlyInAnyOrderElementsOf(
            ConfigKey.ALL.stream().map(ConfigKey::variable).toList());
    assertThat(SluiceConfig.read(null, environment)).isEqualTo(EVERY_VALUE);
  }

  @Test
  void ourVariablesWinOverTemporalsAndBothOverTheFile() {
    Map<String, Setting> file = YamlSettings.parse("f", "temporal: {address: 'a:1'}");

    assertThat(address(file, Map.of())).isEqualTo("a:1");
    assertThat(address(file, Map.of("TEMPORAL_ADDRESS", "b:2"))).isEqualTo("b:2");
    assertThat(address(file, Map.of("TEMPORAL_ADDRESS", "b:2", "SLUICE_TEMPORAL_ADDRESS", "c:3")))
        .isEqualTo("c:3");
  }

  private static String address(Map<String, Setting> file, Map<String, String> environment) {
    return SluiceConfig.of(new Settings(file, environment)).temporal().address();
  }

  @Test
  void namesLineAndNearestKeyForEveryUnknownOne() {
    assertThat(problems("api:\n  prot: 1\nlog:\n  fromat: json\n", Map.of()))
        .containsExactly(
            "sluice.yaml:2: unknown key api.prot: did you mean api.port?",
            "sluice.yaml:4: unknown key log.fromat: did you mean log.format?");
  }

  @Test
  void saysWhatIsWrongWithARemoteSubDomain() {
    assertThat(problems("subDomains: {remote: 'dns=http://dns.internal:1'}", Map.of()))
        .singleElement()
        .asString()
        .contains("dns would be called in the clear", "use https");
    assertThat(problems("subDomains: {remote: 'dns=dns.internal'}", Map.of()))
        .singleElement()
        .asString()
        .contains("name=http://host:port");
    assertThat(problems("subDomains: {remote: 'changes=http://127.0.0.1:1'}", Map.of()))
        .singleElement()
        .asString()
        .contains("is not \"changes\"");
    assertThat(
            problems("subDomains: {remote: 'a=http://127.0.0.1:1,a=http://127.0.0.1:2'}", Map.of()))
        .singleElement()
        .asString()
        .contains("names a twice");
  }

  @Test
  void saysWhatASystemThatIsHalfConfiguredLacks() {
    assertThat(problems("subDomains: {release: {kubeconfig: k}}", Map.of()))
        .containsExactly(
            "subDomains.release.kubeconfig is set and subDomains.release.namespaces is not: set both or none");
    assertThat(problems("subDomains: {schema: {inventory: i}}", Map.of()))
        .containsExactly(
            "subDomains.schema.inventory and subDomains.schema.migrations belong together: set both or none");
    assertThat(problems("subDomains: {configuration: {user: u}}", Map.of()))
        .singleElement()
        .asString()
        .contains("subDomains.configuration.user is set");
  }

  @Test
  void saysWhatIsWrongWithASystem() {
    assertThat(problems("subDomains: {configuration: {endpoints: 'a:1'}}", Map.of()))
        .containsExactly(
            "sluice.yaml:1: subDomains.configuration.endpoints must be URLs that begin with http:// or https://, with commas between, not \"a:1\"");
    assertThat(
            problems(
                "subDomains: {configuration: {endpoints: 'http://a:1', prefix: sluice}}", Map.of()))
        .singleElement()
        .asString()
        .startsWith("subDomains.configuration.prefix must be of the form /sluice");
    assertThat(problems("subDomains: {release: {namespaces: shop, concurrency: 500}}", Map.of()))
        .containsExactly(
            "sluice.yaml:1: subDomains.release.concurrency must be a whole number from 1 to 256, not \"500\"");
  }

  @Test
  void saysWhatIsWrongWithTheLedger() {
    assertThat(problems("ledger: {url: 'ledger.db'}", Map.of()))
        .singleElement()
        .asString()
        .contains("ledger.url must be jdbc:sqlite:FILE or jdbc:postgresql://host:port/database");
    assertThat(problems("ledger: {passwordFile: p}", Map.of()))
        .singleElement()
        .asString()
        .contains("leave them out with SQLite");
  }

  @Test
  void namesTheNearestVariableForAnUnknownOne() {
    assertThat(problems("", Map.of("SLUICE_API_PROT", "1")))
        .containsExactly(
            "environment: unknown variable SLUICE_API_PROT: did you mean SLUICE_API_PORT?");
  }

  @Test
  void leavesVariablesOfTheClientCommandsAlone() {
    assertThat(SluiceConfig.read(null, Map.of("SLUICE_CONFIG", "x", "PATH", "y")))
        .isEqualTo(SluiceConfig.read(null, Map.of()));
  }

  @Test
  void saysTheNewNameOfARenamedKey() {
    assertThat(problems("temporal:\n  target: a:1\n", Map.of()))
        .containsExactly("sluice.yaml:2: temporal.target is now called temporal.address");
    assertThat(problems("", Map.of("SLUICE_TEMPORAL_TARGET", "a:1")))
        .containsExactly("SLUICE_TEMPORAL_TARGET is now called SLUICE_TEMPORAL_ADDRESS");
  }

  @Test
  void saysWhatAValueMustBe() {
    assertThat(problems("api:\n  port: 70000\nprometheus:\n  step: 1h\nroles: all\n", Map.of()))
        .containsExactly(
            "sluice.yaml:5: roles must be one of both, api, worker, not \"all\"",
            "sluice.yaml:2: api.port must be a port from 0 to 65535, not \"70000\"",
            "sluice.yaml:4: prometheus.step must be a duration such as 15s, 2m or 1h, from 1s to"
                + " 10m, not \"1h\"");
  }

  @Test
  void refusesListsAndDoubledKeysWithTheirLine() {
    assertThatThrownBy(() -> YamlSettings.parse("f", "log:\n  format: [json]\n"))
        .hasMessage("f:2: log.format takes one value, not a list");
    assertThatThrownBy(() -> YamlSettings.parse("f", "roles: api\nroles: both\n"))
        .hasMessageStartingWith("f:2: ");
  }

  @Test
  void refusesToListenForOthersWithoutTlsAndTokens() {
    assertThat(problems("", Map.of("SLUICE_API_ADDRESS", "0.0.0.0")))
        .containsExactly(
            "api.address 0.0.0.0 can be reached from other machines: set api.tls.cert, api.tls.key"
                + " and api.tokens, or listen on 127.0.0.1");
    assertThat(
            problems(
                "",
                Map.of(
                    "SLUICE_API_ADDRESS",
                    "::",
                    "SLUICE_API_TLS_CERT",
                    "c",
                    "SLUICE_API_TLS_KEY",
                    "k")))
        .singleElement()
        .asString()
        .contains("api.tokens");
    assertThat(problems("", Map.of("SLUICE_OPS_ADDRESS", "0.0.0.0")))
        .singleElement()
        .asString()
        .contains("ops.address 0.0.0.0");
  }

  @Test
  void refusesToSendAnApiKeyInTheClear() {
    assertThat(problems("", Map.of("SLUICE_TEMPORAL_API_KEY_FILE", "k")))
        .singleElement()
        .asString()
        .contains("temporal.tls.enabled");
  }

  @Test
  void looksForMissedChangesAsOftenAsItIsToldAndNotAtAllWhereItIsOff() {
    for (String none : List.of("0", "off")) {
      SluiceConfig config = SluiceConfig.read(null, Map.of("SLUICE_RECONCILE_EVERY", none));
      assertThat(config.reconcile().every()).isZero();
    }
    assertThatThrownBy(() -> SluiceConfig.read(null, Map.of("SLUICE_RECONCILE_EVERY", "9h")))
        .hasMessageContaining("SLUICE_RECONCILE_EVERY")
        .hasMessageContaining("from 1s to 6h");
  }

  @Test
  void isDescribedKeyByKeyInTheDocumentation() throws IOException {
    String table = Files.readString(Path.of("..", "docs", "configuration.md"));

    for (ConfigKey key : ConfigKey.ALL) {
      String standard = key.standard().isEmpty() ? "" : "`" + key.standard() + "`";
      assertThat(table)
          .contains(
              "| `%s` | `%s` | %s | %s |"
                  .formatted(key.path(), key.variable(), standard, key.meaning()));
    }
  }

  private static List<String> problems(String yaml, Map<String, String> environment) {
    ConfigException thrown =
        catchThrowableOfType(
            ConfigException.class,
            () ->
                SluiceConfig.of(
                    new Settings(YamlSettings.parse("sluice.yaml", yaml), environment)));
    return thrown.problems();
  }
}
