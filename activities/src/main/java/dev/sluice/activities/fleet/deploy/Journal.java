package dev.sluice.activities.fleet.deploy;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last real replacements of the whole fleet, oldest first. */
public final class Journal {
  /** How many entries are kept. */
  public static final int KEPT = 10_000;

  private final Deque<Entry> entries = new ArrayDeque<>();

  synchronized void add(Entry entry) {
    if (entries.size() == KEPT) {
      entries.removeFirst();
    }
    entries.addLast(entry);
  }

  /** Every kept entry, oldest first. */
  public synchronized List<Entry> entries() {
    return new ArrayList<>(entries);
  }

  /**
   * One process put in place of another.
   *
   * @param time when the old one was stopped
   * @param instance name of the instance
   * @param action what was ordered
   * @param change id of the change
   * @param key of the order
   * @param fence of the order
   * @param from version before
   * @param to version after
   * @param drained whether every request in flight was answered before
   */
  public record Entry(
      Instant time,
      String instance,
      DeployOrder.Action action,
      String change,
      String key,
      long fence,
      String from,
      String to,
      boolean drained) {}
}
