package dev.sluice.activities.traffic.haproxy;

import dev.sluice.activities.traffic.Backend;
import dev.sluice.activities.traffic.Reading;
import dev.sluice.activities.traffic.Run;
import dev.sluice.activities.traffic.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads routes from what {@code show servers state} answers. */
final class ServerStates {
  private static final String RUNNING = "2";

  private ServerStates() {}

  /**
   * Backends of HAProxy with two versions or more, in the order they were answered.
   *
   * @param lanes header routes by route
   */
  static List<Reading> routes(String answer, Map<String, Map<String, String>> lanes, Run run) {
    Map<String, List<Map<String, String>>> byRoute = new LinkedHashMap<>();
    for (Map<String, String> row : Tables.rows(answer, " ")) {
      byRoute.computeIfAbsent(row.getOrDefault("be_name", ""), _ -> new ArrayList<>()).add(row);
    }
    List<Reading> routes = new ArrayList<>();
    byRoute.forEach((route, servers) -> {
      Reading reading = reading(route, servers, lanes.getOrDefault(route, Map.of()), run);
      long versions = reading.backends().values().stream().map(Backend::version).distinct().count();
      if (versions > 1) {
        routes.add(reading);
      }
    });
    return routes;
  }

  private static Reading reading(
      String route, List<Map<String, String>> servers, Map<String, String> lanes, Run run) {
    Map<String, Backend> backends = new TreeMap<>();
    SortedMap<String, Integer> now = new TreeMap<>();
    SortedMap<String, Integer> start = new TreeMap<>();
    for (Map<String, String> server : servers) {
      String name = server.getOrDefault("srv_name", "");
      boolean up =
          server.getOrDefault("srv_op_state", "").equals(RUNNING)
              && server.getOrDefault("srv_admin_state", "").equals("0");
      backends.put(name, new Backend(name, Backend.versionIn(name, route), up, up));
      now.put(name, Integer.parseInt(server.getOrDefault("srv_uweight", "0")));
      start.put(name, Integer.parseInt(server.getOrDefault("srv_iweight", "0")));
    }
    return new Reading(route, backends, Settings.of(now, lanes), start, run);
  }
}
