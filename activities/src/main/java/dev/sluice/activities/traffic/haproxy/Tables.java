package dev.sluice.activities.traffic.haproxy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tables in answers of the runtime API: a line of names after {@code #}, then rows. */
final class Tables {
  private Tables() {}

  /** Every row of every table, by the names of its columns. Other lines are left out. */
  static List<Map<String, String>> rows(String answer, String separator) {
    List<Map<String, String>> rows = new ArrayList<>();
    List<String> names = List.of();
    for (String line : answer.lines().toList()) {
      if (line.startsWith("# ")) {
        names = List.of(line.substring(2).split(separator, -1));
      } else if (line.isBlank()) {
        names = List.of();
      } else {
        List<String> fields = List.of(line.split(separator, -1));
        if (!names.isEmpty() && fields.size() >= names.size()) {
          rows.add(row(names, fields));
        }
      }
    }
    return rows;
  }

  private static Map<String, String> row(List<String> names, List<String> fields) {
    Map<String, String> row = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      row.put(names.get(i), fields.get(i));
    }
    return row;
  }

  /** The first value of a line {@code name: value}; empty when there is none. */
  static String value(String answer, String name) {
    return answer
        .lines()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse("");
  }
}
