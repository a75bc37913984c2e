package dev.sluice.activities.traffic.haproxy;

import dev.sluice.activities.problem.Sentences;
import dev.sluice.activities.traffic.ProxyPlace;
import dev.sluice.activities.traffic.Reading;
import dev.sluice.activities.traffic.Run;
import dev.sluice.activities.traffic.Settings;
import dev.sluice.activities.traffic.TrafficProblems;
import dev.sluice.activities.traffic.TrafficSystem;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A HAProxy, 2.6 or newer. A route is a backend whose servers are named by version: {@code v1}, or
 * {@code v1:a} and {@code v1:b} where one has several.
 */
public final class HaproxySystem implements TrafficSystem {
  private static final int MOST_WEIGHT = 256;
  private static final String SAFE = "[A-Za-z0-9_.:-]+";

  private final HaproxyConfig config;
  private final InstantSource clock;
  private final RuntimeApi api;
  private final HeaderMaps maps;

  public HaproxySystem(HaproxyConfig config, InstantSource clock) {
    this.config = config;
    this.clock = clock;
    this.api = new RuntimeApi(config);
    this.maps = new HeaderMaps(api, config.headerMaps(), config.place().name());
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
    return config.headerMaps().containsKey(header);
  }

  @Override
  public List<Reading> routes(String after, String upTo, int limit) {
    List<String> names =
        api.ask("show backend")
            .lines()
            .filter(name -> name.matches(SAFE))
            .filter(name -> name.compareTo(after) > 0)
            .filter(name -> upTo.isEmpty() || name.compareTo(upTo) <= 0)
            .sorted()
            .toList();
    List<Reading> routes = new ArrayList<>();
    Map<String, Map<String, String>> lanes = maps.read();
    Run run = run();
    // Some backends have one version and are no routes, so a page may take several looks.
    for (int from = 0; from < names.size() && routes.size() < limit; from += limit) {
      routes.addAll(read(names.subList(from, Math.min(names.size(), from + limit)), lanes, run));
    }
    return List.copyOf(routes.subList(0, Math.min(limit, routes.size())));
  }

  @Override
  public Optional<Reading> find(String route) {
    if (!route.matches(SAFE)) {
      return Optional.empty();
    }
    return read(List.of(route), maps.read(), run()).stream().findFirst();
  }

  @Override
  public void write(Reading seen, Settings wanted) {
    List<String> commands = new ArrayList<>();
    // What gains comes first, so that there is no moment at which nothing has a weight.
    wanted.weights().entrySet().stream()
        .filter(each -> seen.now().weight(each.getKey()) != each.getValue())
        .sorted(Comparator.comparingInt(each -> seen.now().weight(each.getKey()) - each.getValue()))
        .forEach(each ->
            commands.add(
                "set server %s/%s weight %d"
                    .formatted(seen.route(), each.getKey(), each.getValue())));
    commands.addAll(maps.commands(seen.route(), seen.now().headers(), wanted.headers()));
    String answer = api.askAll(commands);
    String refusal = answer.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
    if (!refusal.isEmpty()) {
      throw TrafficProblems.operator(
          "PROXY_REFUSED",
          "%s refused to change %s: \"%s\"; see that its socket has level admin and knows the backends"
              .formatted(config.place().name(), seen.route(), Sentences.bounded(refusal)));
    }
    Reading now = find(seen.route()).orElse(null);
    if (now == null || !now.now().equals(wanted)) {
      throw TrafficProblems.passing(
          "NOT_TAKEN",
          "%s took what it was told of %s and goes by something else; somebody else changes it too"
              .formatted(config.place().name(), seen.route()));
    }
  }

  @Override
  public Map<String, Long> count(Reading route) {
    Map<String, Long> counts = new TreeMap<>();
    for (Map<String, String> server :
        Tables.rows(api.ask("show stat %s 4 -1".formatted(route.route())), ",")) {
      // Not "stot": that counts requests too which a rule sent there, whatever the weights.
      String chosen = server.getOrDefault("lbtot", "");
      counts.put(server.getOrDefault("svname", ""), chosen.isEmpty() ? 0 : Long.parseLong(chosen));
    }
    return counts;
  }

  private List<Reading> read(List<String> names, Map<String, Map<String, String>> lanes, Run run) {
    List<String> commands = names.stream().map(name -> "show servers state " + name).toList();
    String answer = api.askAll(commands);
    if (answer.contains("Permission denied")) {
      throw TrafficProblems.operator(
          "NO_PERMISSION",
          "%s does not let its servers be read at %s; give that socket level admin"
              .formatted(config.place().name(), config.address()));
    }
    return ServerStates.routes(answer, lanes, run);
  }

  private Run run() {
    String info = api.ask("show info");
    String uptime = Tables.value(info, "Uptime_sec");
    if (!uptime.matches("\\d{1,12}")) {
      throw TrafficProblems.operator(
          "NO_HAPROXY",
          "what answers at %s is no HAProxy; correct the address of %s"
              .formatted(config.address(), config.place().name()));
    }
    return new Run(
        Tables.value(info, "Pid"), clock.instant().getEpochSecond() - Long.parseLong(uptime));
  }
}
