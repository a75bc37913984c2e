package dev.sluice.cli.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pairs written as key=value; the value may hold further equals signs. */
public final class Assignments {
  private Assignments() {}

  /**
   * @param option the option they were given with, for the error
   */
  public static Map<String, String> parse(String option, List<String> written) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : written) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new UsageProblem("%s takes key=value, not '%s'".formatted(option, pair));
      }
      String key = pair.substring(0, equals);
      if (pairs.put(key, pair.substring(equals + 1)) != null) {
        throw new UsageProblem("%s gives %s twice".formatted(option, key));
      }
    }
    return pairs;
  }
}
