package dev.sluice.activities.yaml;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with one file, in the order it was found. */
public final class Findings {
  private static final int MAX = 100;

  private final String file;
  private final List<Refusal> found = new ArrayList<>();

  public Findings(String file) {
    this.file = file;
  }

  public void add(Position place, String key, String message) {
    if (found.size() < MAX) {
      found.add(new Refusal(file, place.line(), place.column(), key, message, ""));
    }
  }

  public int count() {
    return found.size();
  }

  public List<Refusal> all() {
    return List.copyOf(found);
  }
}
