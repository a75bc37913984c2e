package dev.sluice.activities.schema.postgresql.lint;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which columns are known to hold no nulls, in the database or by an earlier statement. */
final class Proofs {
  private final Ground ground;
  private final Map<String, String> columnByCheck = new HashMap<>();
  private final Set<String> proven = new HashSet<>();

  Proofs(Ground ground) {
    this.ground = ground;
  }

  /**
   * @param check the check's text without blanks
   * @param valid whether old rows are checked at once
   */
  void added(String table, String constraint, String check, boolean valid) {
    String column = column(check);
    if (!column.isEmpty()) {
      columnByCheck.put(key(table, constraint), column);
      if (valid) {
        proven.add(key(table, column));
      }
    }
  }

  void validated(String table, String constraint) {
    String column = columnByCheck.get(key(table, constraint));
    proven.add(key(table, column == null ? ground.neverNullBy(table, constraint) : column));
  }

  boolean neverNull(String table, String column) {
    return ground.serverVersion() >= 12
        && (proven.contains(key(table, column)) || ground.neverNull(table, column));
  }

  private static String column(String check) {
    String begin = "check(";
    String end = "isnotnull)";
    String small = check.toLowerCase(Locale.ROOT);
    return small.startsWith(begin) && small.endsWith(end)
        ? check.substring(begin.length(), check.length() - end.length())
        : "";
  }

  private static String key(String table, String name) {
    return table + " " + (name.indexOf('"') >= 0 ? name : name.toLowerCase(Locale.ROOT));
  }
}
