package dev.sluice.activities.traffic;

import dev.sluice.activities.subdomain.OrderJournal;
import dev.sluice.domain.plan.TargetRange;
import dev.sluice.domain.subdomain.TargetQuery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All proxies, in the order of their targets' names. */
final class Proxies {
  static final String PROXY = "proxy";
  static final String ZONE = "zone";
  static final String ROUTE = "route";
  static final String SERVICE = "service";

  private static final int PAGE = 200;

  private final List<TrafficSystem> systems;
  private final OrderJournal journal;

  /**
   * @param journal for those that have no place for their orders
   * @throws IllegalArgumentException when two have the same name
   */
  Proxies(List<TrafficSystem> systems, OrderJournal journal) {
    this.journal = journal;
    this.systems = systems.stream().sorted(Comparator.comparing(Place::prefix)).toList();
    long names = systems.stream().map(Place::prefix).distinct().count();
    if (names < systems.size()) {
      throw new IllegalArgumentException("two proxies have the same name; rename one");
    }
  }

  /** A route with its proxy. */
  record Found(Place place, Reading reading) {}

  Place place(String target) {
    for (TrafficSystem system : systems) {
      String prefix = Place.prefix(system);
      if (target.startsWith(prefix) && target.length() > prefix.length()) {
        return place(system, target.substring(prefix.length()));
      }
    }
    throw TrafficProblems.operator(
        "UNKNOWN_TARGET",
        "no proxy of this worker's configuration has %s; proxies are %s"
            .formatted(target, systems.stream().map(each -> each.place().name()).toList()));
  }

  private Place place(TrafficSystem system, String route) {
    return new Place(system, system.journal(journal), route);
  }

  /** In name order, at most as many as asked for. */
  List<Found> list(TargetQuery query) {
    List<Found> found = new ArrayList<>();
    for (TrafficSystem system : systems) {
      if (found.size() < query.limit() && mayMatch(system.place(), query)) {
        collect(system, query, found);
      }
    }
    return found;
  }

  /** A proxy that can't have what is asked for is not asked: it may be down. */
  private static boolean mayMatch(ProxyPlace place, TargetQuery query) {
    TargetRange range = query.range();
    boolean zone =
        (range.zone().isEmpty() || range.zone().equals(place.zone()))
            && !range.exceptZones().contains(place.zone());
    String prefix = place.name() + Place.SEPARATOR;
    boolean notBefore = range.after().startsWith(prefix) || range.after().compareTo(prefix) < 0;
    boolean notBehind = range.upTo().isEmpty() || range.upTo().compareTo(prefix) > 0;
    Map<String, String> fixed = labels(place, "");
    boolean labels =
        query.selector().entrySet().stream()
            .allMatch(label ->
                isOfRoute(label.getKey()) || label.getValue().equals(fixed.get(label.getKey())));
    return zone && notBefore && notBehind && labels;
  }

  private static boolean isOfRoute(String label) {
    return label.equals(ROUTE) || label.equals(SERVICE);
  }

  private void collect(TrafficSystem system, TargetQuery query, List<Found> found) {
    String prefix = Place.prefix(system);
    String after = query.range().after();
    after = after.startsWith(prefix) ? after.substring(prefix.length()) : "";
    String upTo = query.range().upTo();
    upTo = upTo.startsWith(prefix) ? upTo.substring(prefix.length()) : "";
    String only = query.selector().getOrDefault(ROUTE, query.selector().get(SERVICE));
    if (only != null) {
      String name = only;
      boolean inRange =
          query.range().contains(prefix + name, system.place().zone())
              && name.equals(query.selector().getOrDefault(SERVICE, name));
      if (inRange) {
        system.find(name).ifPresent(reading -> found.add(new Found(place(system, name), reading)));
      }
      return;
    }
    boolean more = true;
    while (more && found.size() < query.limit()) {
      int limit = Math.min(PAGE, query.limit() - found.size());
      List<Reading> page = system.routes(after, upTo, limit);
      for (Reading reading : page) {
        found.add(new Found(place(system, reading.route()), reading));
      }
      more = page.size() == limit;
      after = page.isEmpty() ? after : page.getLast().route();
    }
  }

  /** Labels of a route's target; of all of a proxy's when the route is empty. */
  static Map<String, String> labels(ProxyPlace place, String route) {
    Map<String, String> labels = new TreeMap<>(place.labels());
    labels.put(PROXY, place.name());
    labels.put(ZONE, place.zone());
    if (!route.isEmpty()) {
      labels.put(ROUTE, route);
      labels.put(SERVICE, route);
    }
    return labels;
  }
}
