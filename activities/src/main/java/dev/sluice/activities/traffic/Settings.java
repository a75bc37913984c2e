package dev.sluice.activities.traffic;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a proxy can be told about one route.
 *
 * @param weights by backend, 0 or above
 * @param headers the version that requests with a header go to, by {@code header=value}
 */
public record Settings(SortedMap<String, Integer> weights, SortedMap<String, String> headers) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  public Settings {
    weights = Collections.unmodifiableSortedMap(new TreeMap<>(weights));
    headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
  }

  public static Settings of(Map<String, Integer> weights, Map<String, String> headers) {
    return new Settings(new TreeMap<>(weights), new TreeMap<>(headers));
  }

  /** Name of a header route. */
  public static String headerKey(String header, String value) {
    return header + "=" + value;
  }

  public int weight(String backend) {
    return weights.getOrDefault(backend, 0);
  }

  Settings withWeights(Map<String, Integer> next) {
    return of(next, headers);
  }

  Settings withHeader(String key, String version) {
    Map<String, String> next = new TreeMap<>(headers);
    next.put(key, version);
    return of(weights, next);
  }

  /** As it is kept in order books. */
  String text() {
    return JSON.writeValueAsString(this);
  }

  static Settings read(String text) {
    return JSON.readValue(text, Settings.class);
  }
}
