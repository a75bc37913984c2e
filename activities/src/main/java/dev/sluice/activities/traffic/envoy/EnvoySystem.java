package dev.sluice.activities.traffic.envoy;

import dev.sluice.activities.subdomain.PathLock;
import dev.sluice.activities.traffic.Backend;
import dev.sluice.activities.traffic.ProxyPlace;
import dev.sluice.activities.traffic.Reading;
import dev.sluice.activities.traffic.Run;
import dev.sluice.activities.traffic.Settings;
import dev.sluice.activities.traffic.TrafficProblems;
import dev.sluice.activities.traffic.TrafficSystem;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An Envoy that finds its routes in a watched file. It is told by a new file and asked by its admin
 * interface: what it goes by counts, not what the file says.
 */
public final class EnvoySystem implements TrafficSystem, AutoCloseable {
  private static final int MOST_WEIGHT = 1_000_000;
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final Duration LOCK_PATIENCE = Duration.ofSeconds(30);

  private final EnvoyConfig config;
  private final InstantSource clock;
  private final AdminApi admin;
  private final RouteFile file;
  private final PathLock lock;

  public EnvoySystem(EnvoyConfig config, InstantSource clock) {
    this.config = config;
    this.clock = clock;
    this.admin = new AdminApi(config);
    this.file = new RouteFile(config.routes(), config.place().name());
    this.lock =
        new PathLock(
            config.routes().resolveSibling("." + config.routes().getFileName() + ".lock"),
            LOCK_PATIENCE);
  }

  @Override
  public ProxyPlace place() {
    return config.place();
  }

  @Override
  public int mostWeight() {
    return MOST_WEIGHT;
  }

  @Override
  public boolean routesBy(String header) {
    return true;
  }

  @Override
  public List<Reading> routes(String after, String upTo, int limit) {
    SortedMap<String, Settings> routes = RouteTable.ofDump(admin.routes()).settings();
    Map<String, Long> healthy = admin.statistics("^cluster\\..*\\.membership_healthy$");
    Run run = run();
    return routes.entrySet().stream()
        .filter(route -> route.getKey().compareTo(after) > 0)
        .filter(route -> upTo.isEmpty() || route.getKey().compareTo(upTo) <= 0)
        .limit(limit)
        .map(route -> reading(route.getKey(), route.getValue(), healthy, run))
        .toList();
  }

  @Override
  public Optional<Reading> find(String route) {
    Settings settings = RouteTable.ofDump(admin.routes()).settings().get(route);
    if (settings == null) {
      return Optional.empty();
    }
    Map<String, Long> healthy =
        admin.statistics("^cluster\\.(%s)\\.membership_healthy$".formatted(alternatives(settings)));
    return Optional.of(reading(route, settings, healthy, run()));
  }

  @Override
  public void write(Reading seen, Settings wanted) {
    // Other routes are in the same file.
    lock.holding(() -> {
      replace(seen, wanted);
      return true;
    });
  }

  private void replace(Reading seen, Settings wanted) {
    String before = file.read();
    Settings inFile = file.table(before).settings().get(seen.route());
    if (inFile == null || !(inFile.equals(seen.now()) || inFile.equals(wanted))) {
      throw TrafficProblems.operator(
          "FILE_DIFFERS",
          "%s goes by %s for %s, and its file %s says otherwise; make the file what Envoy goes by"
              .formatted(
                  config.place().name(),
                  seen.now().weights(),
                  seen.route(),
                  config.routes().getFileName()));
    }
    long refused = refusals();
    file.replace(file.with(before, seen.route(), wanted));
    long end = System.nanoTime() + config.timeout().toNanos();
    while (!goesBy(seen.route(), wanted)) {
      boolean no = refusals() > refused;
      if (no || System.nanoTime() - end > 0) {
        file.replace(before);
        throw no
            ? TrafficProblems.operator(
                "PROXY_REFUSED",
                "%s refused a file that changes %s, and has its old one again; its log says why"
                    .formatted(config.place().name(), seen.route()))
            : TrafficProblems.passing(
                "NOT_TAKEN",
                "%s did not take its new file in %d s, and has its old one again; see that it watches the folder"
                    .formatted(config.place().name(), config.timeout().toSeconds()));
      }
      pause();
    }
  }

  private boolean goesBy(String route, Settings wanted) {
    return wanted.equals(RouteTable.ofDump(admin.routes()).settings().get(route));
  }

  private long refusals() {
    return admin.statistics("\\.rds\\..*\\.update_(rejected|failure)$").values().stream()
        .mapToLong(value -> value)
        .sum();
  }

  @Override
  public Map<String, Long> count(Reading route) {
    String prefix = "sluice_";
    Map<String, Long> statistics =
        admin.statistics(
            "^(cluster\\.(%s)|vhost\\..*\\.route\\.%s.*)\\.upstream_rq_total$"
                .formatted(alternatives(route.now()), prefix));
    Map<String, Long> counts = new TreeMap<>();
    for (Backend backend : route.backends().values()) {
      long chosen = statistics.getOrDefault(statistic(backend.name(), "upstream_rq_total"), 0L);
      // What came by a header was not chosen by weight.
      for (Map.Entry<String, String> header : route.now().headers().entrySet()) {
        if (header.getValue().equals(backend.version())) {
          chosen -= ofHeader(statistics, HeaderRoutes.statistics(route.route(), header.getKey()));
        }
      }
      counts.put(backend.name(), chosen);
    }
    return counts;
  }

  private static long ofHeader(Map<String, Long> statistics, String prefix) {
    return statistics.entrySet().stream()
        .filter(each -> each.getKey().endsWith(".route." + prefix + ".upstream_rq_total"))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private static Reading reading(
      String route, Settings settings, Map<String, Long> healthy, Run run) {
    Map<String, Backend> backends = new TreeMap<>();
    for (String cluster : settings.weights().keySet()) {
      boolean up = healthy.getOrDefault(statistic(cluster, "membership_healthy"), 0L) > 0;
      backends.put(cluster, new Backend(cluster, Backend.versionIn(cluster, route), up, true));
    }
    return new Reading(route, backends, settings, null, run);
  }

  /** Envoy counts under a cluster's name with {@code _} for what it reserves. */
  private static String statistic(String cluster, String name) {
    return "cluster.%s.%s".formatted(cluster.replace(':', '_'), name);
  }

  private static String alternatives(Settings settings) {
    return settings.weights().keySet().stream()
        .map(cluster ->
            Pattern.compile("[.]").matcher(cluster.replace(':', '_')).replaceAll("\\\\."))
        .collect(Collectors.joining("|"));
  }

  private Run run() {
    return new Run("", clock.instant().getEpochSecond() - admin.uptime().toSeconds());
  }

  private void pause() {
    try {
      Thread.sleep(LOOK);
    } catch (InterruptedException e) {
      throw TrafficProblems.interrupted(config.place().name());
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
