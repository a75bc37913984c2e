package dev.sluice.activities.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** A proxy in memory that keeps what it was told, and can be restarted. */
final class RecordingProxy implements TrafficSystem {
  private final ProxyPlace place;
  private final SortedMap<String, Settings> start = new ConcurrentSkipListMap<>();
  private final SortedMap<String, Settings> now = new ConcurrentSkipListMap<>();
  private final Map<String, Map<String, Long>> counts = new ConcurrentHashMap<>();
  private final List<Settings> told = new ArrayList<>();

  private Run run = new Run("1", 1_000);

  RecordingProxy(String name, String zone) {
    this.place = new ProxyPlace(name, zone, Map.of("tier", "edge"), null);
  }

  RecordingProxy with(String route) {
    Settings settings = Settings.of(Map.of("v1", 100, "v2", 0), Map.of());
    start.put(route, settings);
    now.put(route, settings);
    return this;
  }

  /** What somebody else tells it. */
  void set(String route, int v1, int v2) {
    now.put(route, Settings.of(Map.of("v1", v1, "v2", v2), Map.of()));
  }

  /** Requests that came since. */
  void serve(String route, long v1, long v2) {
    counts.merge(
        route,
        Map.of("v1", v1, "v2", v2),
        (old, more) ->
            Map.of("v1", old.getOrDefault("v1", 0L) + v1, "v2", old.getOrDefault("v2", 0L) + v2));
  }

  void restart() {
    now.putAll(start);
    counts.clear();
    run = new Run("2", run.since() + 100);
  }

  List<Settings> told() {
    return told;
  }

  @Override
  public ProxyPlace place() {
    return place;
  }

  @Override
  public int mostWeight() {
    return 256;
  }

  @Override
  public boolean routesBy(String header) {
    return header.equals("x-lane");
  }

  @Override
  public List<Reading> routes(String after, String upTo, int limit) {
    return now.tailMap(after + "\0").keySet().stream()
        .filter(route -> upTo.isEmpty() || route.compareTo(upTo) <= 0)
        .limit(limit)
        .map(this::reading)
        .toList();
  }

  @Override
  public Optional<Reading> find(String route) {
    return now.containsKey(route) ? Optional.of(reading(route)) : Optional.empty();
  }

  private Reading reading(String route) {
    Map<String, Backend> backends =
        Map.of(
            "v1", new Backend("v1", "v1", true, true), "v2", new Backend("v2", "v2", true, true));
    Settings first = start.getOrDefault(route, Settings.of(Map.of(), Map.of()));
    Settings current = now.getOrDefault(route, first);
    return new Reading(route, backends, current, new TreeMap<>(first.weights()), run);
  }

  @Override
  public void write(Reading seen, Settings wanted) {
    told.add(wanted);
    now.put(seen.route(), wanted);
  }

  @Override
  public Map<String, Long> count(Reading route) {
    return counts.getOrDefault(route.route(), Map.of("v1", 0L, "v2", 0L));
  }
}
