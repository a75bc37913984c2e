package dev.sluice.activities.catalog;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with one file, in the order it was found. */
final class Findings {
  private static final int MAX = 100;

  private final String file;
  private final List<Refusal> found = new ArrayList<>();

  Findings(String file) {
    this.file = file;
  }

  void add(Position place, String key, String message) {
    if (found.size() < MAX) {
      found.add(new Refusal(file, place.line(), place.column(), key, message, ""));
    }
  }

  int count() {
    return found.size();
  }

  List<Refusal> all() {
    return List.copyOf(found);
  }
}
