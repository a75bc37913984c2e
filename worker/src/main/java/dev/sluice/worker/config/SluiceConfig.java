package dev.sluice.worker.config;

import dev.sluice.activities.ledger.LedgerConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The whole configuration of a process, one part for each component.
 *
 * @param roles what the process does
 * @param changeTypes folders of the change types, at least one
 * @param services folder of the services' files
 * @param policies folder of the policies' files
 * @param gate caps over all running changes
 * @param reconcile how often it is looked for changes that nobody registered
 * @param recordings folder of recorded bakes; null records none
 * @param riskModel file of a risk model; null for none
 * @param notifications file of the webhooks; null tells nobody
 */
public record SluiceConfig(
    WorkerRoles roles,
    List<Path> changeTypes,
    Path services,
    Path policies,
    GateConfig gate,
    ReconcileConfig reconcile,
    @Nullable Path recordings,
    @Nullable Path riskModel,
    @Nullable Path notifications,
    ApiConfig api,
    OpsConfig ops,
    TemporalConfig temporal,
    LedgerConfig ledger,
    FleetConfig fleet,
    SubDomainsConfig subDomains,
    PrometheusSourceConfig prometheus,
    LogConfig log) {
  public SluiceConfig {
    changeTypes = List.copyOf(changeTypes);
  }

  /**
   * Reads a file, if one is given, and lays environment variables over it.
   *
   * @throws ConfigException with every problem found
   */
  public static SluiceConfig read(@Nullable Path file, Map<String, String> environment) {
    return of(new Settings(file == null ? Map.of() : YamlSettings.read(file), environment));
  }

  static SluiceConfig of(Settings settings) {
    WorkerRoles roles = settings.oneOf("roles", WorkerRoles.class);
    ApiConfig api = settings.section(() -> api(settings));
    OpsConfig ops =
        settings.section(
            () -> new OpsConfig(settings.text("ops.address"), settings.port("ops.port")));
    TemporalConfig temporal = settings.section(() -> temporal(settings));
    LedgerConfig ledger = settings.section(() -> ledger(settings));
    SubDomainsConfig subDomains = settings.section(() -> subDomains(settings));
    PrometheusSourceConfig prometheus = settings.section(() -> prometheus(settings));
    FleetConfig fleet =
        new FleetConfig(settings.url("fleet.address"), settings.flag("fleet.start"));
    GateConfig gate =
        new GateConfig(
            settings.number("gate.targetsAtRisk", 0, Integer.MAX_VALUE),
            settings.number("gate.targetsAtRiskPerZone", 0, Integer.MAX_VALUE));
    ReconcileConfig reconcile = ReconcileConfig.of(settings);
    LogConfig log =
        new LogConfig(
            settings.oneOf("log.format", LogConfig.Format.class),
            settings.oneOf("log.level", LogConfig.Level.class));
    List<String> problems = new ArrayList<>(settings.problems());
    if (!problems.isEmpty()
        || api == null
        || ops == null
        || temporal == null
        || ledger == null
        || subDomains == null
        || prometheus == null) {
      throw new ConfigException(problems);
    }
    return new SluiceConfig(
        roles,
        settings.texts("changeTypes").stream().map(Path::of).toList(),
        Path.of(settings.text("services")),
        Path.of(settings.text("policies")),
        gate,
        reconcile,
        path(settings, "recordings"),
        path(settings, "risk.model"),
        settings.file("notifications.config"),
        api,
        ops,
        temporal,
        ledger,
        fleet,
        subDomains,
        prometheus,
        log);
  }

  private static @Nullable Path path(Settings settings, String key) {
    String text = settings.text(key);
    return text.isEmpty() ? null : Path.of(text);
  }

  private static ApiConfig api(Settings settings) {
    return new ApiConfig(
        settings.text("api.address"),
        settings.port("api.port"),
        settings.file("api.tls.cert"),
        settings.file("api.tls.key"),
        settings.file("api.tokens"));
  }

  private static TemporalConfig temporal(Settings settings) {
    return new TemporalConfig(
        settings.text("temporal.address"),
        settings.text("temporal.namespace"),
        new TemporalConfig.Tls(
            settings.flag("temporal.tls.enabled"),
            settings.file("temporal.tls.ca"),
            settings.file("temporal.tls.cert"),
            settings.file("temporal.tls.key")),
        settings.file("temporal.apiKeyFile"),
        settings.url("temporal.ui"),
        new TemporalConfig.Dev(
            settings.oneOf("temporal.dev.server", TemporalConfig.DevServerKind.class),
            Path.of(settings.text("temporal.dev.dataDir")),
            settings.port("temporal.dev.port"),
            settings.port("temporal.dev.uiPort")));
  }

  private static LedgerConfig ledger(Settings settings) {
    String url = settings.text("ledger.url");
    Path folder = Path.of(settings.text("temporal.dev.dataDir"));
    return new LedgerConfig(
        url.isEmpty() ? LedgerConfig.inFile(folder.resolve("ledger.db")).url() : url,
        settings.text("ledger.user"),
        settings.file("ledger.passwordFile"),
        settings.flag("ledger.migrate"));
  }

  private static SubDomainsConfig subDomains(Settings settings) {
    return new SubDomainsConfig(
        new TreeSet<>(settings.texts("subDomains.serve")),
        SystemsConfig.of(settings),
        new TreeMap<>(SubDomainsConfig.parse(settings.text("subDomains.remote"))),
        settings.file("subDomains.tls.ca"),
        settings.file("subDomains.tls.cert"),
        settings.file("subDomains.tls.key"),
        settings.file("subDomains.tokens"));
  }

  private static PrometheusSourceConfig prometheus(Settings settings) {
    return new PrometheusSourceConfig(
        settings.url("prometheus.address"),
        settings.text("prometheus.targetLabel"),
        settings.duration("prometheus.step", Duration.ofSeconds(1), Duration.ofMinutes(10)));
  }
}
