package dev.sluice.activities.metrics.prometheus;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Puts the names of targets into a PromQL query. */
final class TargetPattern {
  static final String PLACEHOLDER = "$targets";

  private static final String SPECIAL = "\\.+*?()|[]{}^$";

  /** Most targets in one query. */
  static final int MOST_TARGETS = 100;

  private static final int MOST_CHARACTERS = 8_000;

  private TargetPattern() {}

  /**
   * The targets in their order, cut so that no query grows too long.
   *
   * @param most targets in one query, at least 1
   */
  static List<List<String>> batches(List<String> targets, int most) {
    var batches = new ArrayList<List<String>>();
    var batch = new ArrayList<String>();
    int length = 0;
    for (String target : targets) {
      int more = escaped(target).length() + 1;
      if (!batch.isEmpty() && (batch.size() == most || length + more > MOST_CHARACTERS)) {
        batches.add(List.copyOf(batch));
        batch.clear();
        length = 0;
      }
      batch.add(target);
      length += more;
    }
    if (!batch.isEmpty()) {
      batches.add(List.copyOf(batch));
    }
    return batches;
  }

  /** The query with an alternation of the names in the place of {@code $targets}. */
  static String filled(String query, List<String> targets) {
    String names = targets.stream().map(TargetPattern::escaped).collect(Collectors.joining("|"));
    return query.replace(PLACEHOLDER, names);
  }

  /** Escaped twice: for the regular expression, and for the string literal around it. */
  private static String escaped(String name) {
    var result = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char character = name.charAt(i);
      if (SPECIAL.indexOf(character) >= 0) {
        result.append(character == '\\' ? "\\\\\\" : "\\\\").append(character);
      } else if (character == '"' || character == '\'' || character < ' ') {
        // The quote of the literal isn't known here, and escaping the other one is an error.
        result.append("\\x%02x".formatted((int) character));
      } else {
        result.append(character);
      }
    }
    return result.toString();
  }
}
