package dev.sluice.worker.api;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/**
 * The ids of the changes that this process started, so that they can be listed where Temporal can't
 * list them. Keeps the newest thousand. Thread-safe.
 */
final class StartedChanges {
  static final int KEPT = 1_000;

  private final SequencedSet<String> ids = new LinkedHashSet<>();

  synchronized void add(String id) {
    ids.add(id);
    if (ids.size() > KEPT) {
      ids.removeFirst();
    }
  }

  synchronized List<String> newestFirst() {
    return new ArrayList<>(ids.reversed());
  }
}
