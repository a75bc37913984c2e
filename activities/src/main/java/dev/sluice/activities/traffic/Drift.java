package dev.sluice.activities.traffic;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeSet;

/** How what a proxy goes by differs from what it was told last. */
enum Drift {
  /** Not at all. */
  NONE,
  /** The proxy was restarted, and goes by what it starts with. */
  FORGOTTEN,
  /** Some of it is still to be told. */
  UNFINISHED,
  /** Somebody else told it otherwise. */
  FOREIGN;

  static Drift of(Reading now, Written written) {
    boolean weights = sameWeights(now, written.wanted());
    boolean headers = now.now().headers().equals(written.wanted().headers());
    if (weights && headers) {
      return NONE;
    }
    if (!written.complete()) {
      return isBetween(now, written) ? UNFINISHED : FOREIGN;
    }
    SortedMap<String, Integer> start = now.start();
    return start != null
            && !now.run().isSameAs(written.run())
            && sameWeights(now, now.now().withWeights(start))
        ? FORGOTTEN
        : FOREIGN;
  }

  private static boolean sameWeights(Reading now, Settings wanted) {
    var names = new TreeSet<>(now.backends().keySet());
    names.addAll(wanted.weights().keySet());
    return names.stream().allMatch(name -> now.now().weight(name) == wanted.weight(name));
  }

  /** Whether each part is as it was or as it was told, as after a crash between two parts. */
  private static boolean isBetween(Reading now, Written written) {
    if (!now.backends().keySet().containsAll(needed(written.wanted()))) {
      return false;
    }
    for (Map.Entry<String, Integer> each : now.now().weights().entrySet()) {
      int weight = each.getValue();
      String name = each.getKey();
      SortedMap<String, Integer> start = now.start();
      boolean atStart = start != null && start.getOrDefault(name, -1) == weight;
      if (weight != written.from().weight(name)
          && weight != written.wanted().weight(name)
          && !atStart) {
        return false;
      }
    }
    var keys = new TreeSet<>(now.now().headers().keySet());
    keys.addAll(written.from().headers().keySet());
    keys.addAll(written.wanted().headers().keySet());
    return keys.stream()
        .allMatch(key -> {
          String version = now.now().headers().get(key);
          return Objects.equals(version, written.from().headers().get(key))
              || Objects.equals(version, written.wanted().headers().get(key));
        });
  }

  private static List<String> needed(Settings wanted) {
    return wanted.weights().entrySet().stream()
        .filter(each -> each.getValue() > 0)
        .map(Map.Entry::getKey)
        .toList();
  }
}
