package dev.sluice.activities.traffic;

import java.util.TreeSet;

/** Drift for people. */
final class DriftWords {
  private DriftWords() {}

  static String foreign(Place place, Reading now, Written last) {
    TreeSet<String> gone = new TreeSet<>(last.wanted().weights().keySet());
    gone.removeAll(now.backends().keySet());
    return gone.isEmpty()
        ? "somebody else changed %s: it was told %s and goes by %s; set it back by hand to what it was told"
            .formatted(place.target(), now.words(last.wanted()), now.words(now.now()))
        : "%s has lost %s, and goes by %s; bring the backends back"
            .formatted(place.target(), gone, now.words(now.now()));
  }

  static String forgotten(Place place, Reading now, Written last, String owner) {
    return "%s was restarted and goes by %s instead of %s, which change %s told it; take that change back or carry it out again"
        .formatted(place.target(), now.words(now.now()), now.words(last.wanted()), owner);
  }
}
