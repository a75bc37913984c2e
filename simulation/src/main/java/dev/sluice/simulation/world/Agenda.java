package dev.sluice.simulation.world;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * A virtual clock with what is to happen. Of two things at one second, the first planned is first.
 */
public final class Agenda {
  private record Entry(long second, long order, Runnable happening) {}

  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>(Comparator.comparingLong(Entry::second).thenComparingLong(Entry::order));
  private long second;
  private long planned;

  public void in(long seconds, Runnable happening) {
    entries.add(new Entry(second + seconds, planned++, happening));
  }

  /** Seconds since the world began. */
  public long second() {
    return second;
  }

  /** Lets the next thing happen; false when nothing is left. */
  public boolean step() {
    Entry next = entries.poll();
    if (next == null) {
      return false;
    }
    second = next.second();
    next.happening().run();
    return true;
  }
}
