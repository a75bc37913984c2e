package dev.sluice.activities.release.kubernetes;

import dev.sluice.domain.subdomain.OrderBook;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a workload's targets, beside the workload itself.
 *
 * @param revisions that entries speak of, by id
 * @param entries by part of the target's name; a target that was never touched has none
 */
record WorkloadBook(SortedMap<String, Revision> revisions, SortedMap<String, Entry> entries) {
  static final WorkloadBook EMPTY = new WorkloadBook(new TreeMap<>(), new TreeMap<>());

  /** Fewer than elsewhere: thousands of targets share the room of one annotation. */
  private static final int MOST_TOUCHES = 5;

  WorkloadBook {
    revisions = Collections.unmodifiableSortedMap(new TreeMap<>(revisions));
    entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
  }

  @Nullable Entry entry(String part) {
    return entries.get(part);
  }

  /** With the newest touches only, and the revisions that are still spoken of. */
  WorkloadBook bounded(Set<String> keep) {
    SortedMap<String, Entry> bounded = new TreeMap<>();
    Set<String> used = new TreeSet<>(keep);
    entries.forEach((part, entry) -> {
      OrderBook newest = entry.book().newest(MOST_TOUCHES);
      bounded.put(part, entry.with(newest));
      used.add(entry.runs());
      newest.touches().forEach(touch -> used.add(touch.before()));
    });
    SortedMap<String, Revision> kept = new TreeMap<>(revisions);
    kept.keySet().retainAll(used);
    return new WorkloadBook(kept, bounded);
  }
}
