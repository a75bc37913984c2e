package dev.sluice.worker.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One thing that can be configured. {@link #ALL} is the only list of keys: reading, the messages
 * about unknown keys and the documentation are made from it.
 *
 * @param path place in the YAML file: {@code api.port}
 * @param standard text of the default value, empty for none
 * @param meaning one line for people, with unit and range
 */
public record ConfigKey(String path, String standard, String meaning) {

  public static final List<ConfigKey> ALL =
      Stream.of(process(), ledger(), SystemsConfig.keys(), remotes(), observation())
          .flatMap(List::stream)
          .toList();

  /** Old paths, each with the path that replaced it. */
  static final Map<String, String> RENAMED =
      Map.of(
          "temporal.target", "temporal.address",
          "temporal.uiUrl", "temporal.ui",
          "changeTypesDir", "changeTypes");

  static final String PREFIX = "SLUICE_";

  /**
   * Variables with our prefix that belong to the launcher, the client commands and the systems'
   * scripts.
   */
  static final Set<String> NOT_OURS =
      Set.of(
          "SLUICE_CONFIG",
          "SLUICE_ADDRESS",
          "SLUICE_ACTOR",
          "SLUICE_TOKEN",
          "SLUICE_TOKEN_FILE",
          "SLUICE_HOME",
          "SLUICE_JAVA_OPTS",
          "SLUICE_JDKS",
          // Of docker/systems.
          "SLUICE_SYSTEMS",
          "SLUICE_BINARIES",
          "SLUICE_SHOP_PORT");

  /** Variables of Temporal's own tools that are honoured; ours win over them. */
  static final Map<String, String> TEMPORAL_VARIABLES =
      Map.of(
          "TEMPORAL_ADDRESS", "temporal.address",
          "TEMPORAL_NAMESPACE", "temporal.namespace");

  /** The environment variable that sets this key: {@code SLUICE_API_PORT}. */
  public String variable() {
    return variableOf(path);
  }

  static String variableOf(String path) {
    return PREFIX
        + path.replace('.', '_').replaceAll("([a-z])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
  }

  static Optional<ConfigKey> at(String path) {
    return ALL.stream().filter(key -> key.path.equals(path)).findFirst();
  }

  static Optional<ConfigKey> ofVariable(String variable) {
    return ALL.stream().filter(key -> key.variable().equals(variable)).findFirst();
  }

  private static List<ConfigKey> process() {
    return List.of(
        key("roles", "both", "What this process does: `api`, `worker` or `both`."),
        key(
            "changeTypes",
            "change-types",
            "Folders of the change types' YAML files, with commas between."),
        key("services", "services", "Folder of the YAML files that declare services."),
        key(
            "policies",
            "policies",
            "Folder of the YAML files of policies, calendar and roles. Without a folder `policies` there are none; another that can't be read holds every change."),
        key(
            "gate.targetsAtRisk",
            "0",
            "Most targets at risk at a time over all running changes; 0: no cap. Caps of services stand in their files."),
        key("gate.targetsAtRiskPerZone", "0", "The same in each zone; 0: no cap."),
        key(
            "reconcile.every",
            "5m",
            "How often all targets are looked at for changes that nobody registered, and for changes that were ended from outside, 1s to 6h; `0` or `off`: never."),
        key(
            "recordings",
            "",
            "Folder in which each bake is kept as a case for `sluice evaluate`; empty: none is."),
        key(
            "risk.model",
            "",
            "File of a risk model that `sluice risk train --from ledger` wrote; read again when it changes. Empty, missing or broken: there is none."),
        key(
            "notifications.config",
            "",
            "File of the webhooks that tell people what waits: docs/notifications.md; empty: nobody is told. Both API and workers need it."),
        key("api.address", "127.0.0.1", "Address the gRPC API listens on."),
        key("api.port", "7300", "Its port, 0 for any free one."),
        key("api.tls.cert", "", "PEM file with the API's certificate chain."),
        key("api.tls.key", "", "PEM file with its private key (PKCS 8)."),
        key("api.tokens", "", "File of callers: `sha-256-of-token principal roles` a line."),
        key("ops.address", "127.0.0.1", "Loopback address of health and metrics."),
        key("ops.port", "7301", "Its port, 0 for any free one."),
        key("temporal.address", "", "host:port of a Temporal server; empty: start one here."),
        key("temporal.namespace", "default", "Temporal namespace."),
        key("temporal.tls.enabled", "false", "Whether Temporal is reached over TLS."),
        key("temporal.tls.ca", "", "PEM file of the authority that signed Temporal's certificate."),
        key(
            "temporal.tls.cert",
            "",
            "PEM file with the client certificate, where one is asked for."),
        key("temporal.tls.key", "", "PEM file with its private key (PKCS 8)."),
        key("temporal.apiKeyFile", "", "File whose first line is the API key. Needs TLS."),
        key(
            "temporal.ui",
            "",
            "Temporal UI's URL, for links. A server started here knows its own."),
        key(
            "temporal.dev.server",
            "auto",
            "Without an address: `cli` (the `temporal` command), `in-process` or `auto`."),
        key("temporal.dev.dataDir", ".sluice", "Folder of the database of a server started here."),
        key("temporal.dev.port", "0", "Its port; 0: 7233 if that is free, else any."),
        key("temporal.dev.uiPort", "0", "Its UI's port; 0: 8233 if that is free, else any."),
        key("fleet.address", "", "URL of the control API of the fleet to try Sluice on."),
        key(
            "fleet.start",
            "true",
            "Whether a process without that address starts such a fleet in itself. Say `false` where real systems are changed."),
        key(
            "subDomains.serve",
            "",
            "What a worker polls: names of sub-domains, and `changes` for workflows, plans and inspections; empty: all."));
  }

  private static List<ConfigKey> ledger() {
    return List.of(
        key(
            "ledger.url",
            "",
            "The ledger: `jdbc:postgresql://host:port/database` or `jdbc:sqlite:FILE`; empty: `ledger.db` in `temporal.dev.dataDir`."),
        key("ledger.user", "", "PostgreSQL's user of the ledger."),
        key("ledger.passwordFile", "", "File with the user's password."),
        key(
            "ledger.migrate",
            "true",
            "Whether its table is made, or brought up to date, at the first use. Say `false` where the user may only read and insert."));
  }

  private static List<ConfigKey> remotes() {
    return List.of(
        key(
            "subDomains.remote",
            "",
            "Sub-domains over gRPC: `name=http://host:port` or `name=https://host:port`, with commas"
                + " between. http is for loopback only."),
        key("subDomains.tls.ca", "", "PEM file of the authority that signed their certificates."),
        key(
            "subDomains.tls.cert",
            "",
            "PEM file with the client certificate, where one is asked for."),
        key("subDomains.tls.key", "", "PEM file with its private key (PKCS 8)."),
        key(
            "subDomains.tokens",
            "",
            "Folder with the bearer token for each, in a file of its name; read at each call."));
  }

  private static List<ConfigKey> observation() {
    return List.of(
        key("prometheus.address", "", "URL of a Prometheus server; empty: no such metric source."),
        key("prometheus.targetLabel", "instance", "Label that holds a target's name."),
        key("prometheus.step", "15s", "Time between two samples, 1s to 10m."),
        key("log.format", "plain", "`plain` or `json`."),
        key("log.level", "info", "`error`, `warn`, `info`, `debug` or `trace`."));
  }

  private static ConfigKey key(String path, String standard, String meaning) {
    return new ConfigKey(path, standard, meaning);
  }
}
