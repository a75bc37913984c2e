package dev.sluice.activities.traffic.haproxy;

import dev.sluice.activities.traffic.Settings;
import dev.sluice.activities.traffic.TrafficProblems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Header routes in HAProxy's maps: in the map of a header, {@code route/value} leads to a version.
 *
 * @param api the proxy
 * @param files the map file of each header
 * @param proxy the proxy's name
 */
record HeaderMaps(RuntimeApi api, Map<String, String> files, String proxy) {

  /** Every header route, by route, as {@code header=value} to version. */
  Map<String, Map<String, String>> read() {
    Map<String, Map<String, String>> routes = new TreeMap<>();
    new TreeMap<>(files)
        .forEach((header, file) -> {
          String answer = api.ask("show map " + file);
          if (answer.startsWith("Unknown map")) {
            throw TrafficProblems.operator(
                "UNKNOWN_MAP",
                "%s uses no map %s, where requests with %s are to be routed; name it in a use_backend rule"
                    .formatted(proxy, file, header));
          }
          answer
              .lines()
              .forEach(line -> {
                String[] parts = line.split(" ", 3);
                int slash = parts.length == 3 ? parts[1].indexOf('/') : -1;
                if (slash > 0) {
                  String key = Settings.headerKey(header, parts[1].substring(slash + 1));
                  routes
                      .computeIfAbsent(parts[1].substring(0, slash), _ -> new TreeMap<>())
                      .put(key, parts[2]);
                }
              });
        });
    return routes;
  }

  /** Commands that lead from one state of a route's header routes to another. */
  List<String> commands(String route, Map<String, String> now, Map<String, String> wanted) {
    List<String> commands = new ArrayList<>();
    TreeSet<String> keys = new TreeSet<>(now.keySet());
    keys.addAll(wanted.keySet());
    for (String key : keys) {
      int equals = key.indexOf('=');
      String file = files.get(key.substring(0, equals));
      String version = wanted.get(key);
      if (Objects.equals(version, now.get(key))) {
        continue;
      }
      if (file == null) {
        throw TrafficProblems.operator(
            "UNKNOWN_HEADER",
            "%s can't tell requests apart by %s; give it a map for that header"
                .formatted(proxy, key.substring(0, equals)));
      }
      String entry = "map %s %s/%s".formatted(file, route, key.substring(equals + 1));
      if (version == null) {
        commands.add("del " + entry);
      } else {
        commands.add((now.containsKey(key) ? "set " : "add ") + entry + " " + version);
      }
    }
    return commands;
  }
}
