package dev.sluice.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.ref.Reference;
import java.util.function.IntFunction;

/** The heap that objects hold on to, found by making many of them. */
final class RetainedHeap {
  private static final int COLLECTIONS = 8;
  private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();

  private RetainedHeap() {}

  /**
   * Bytes for each, what several share counted once.
   *
   * @param count so many are made and held at once; the more, the less a stray object matters
   * @param make one of them, by its index
   */
  static double bytesEach(int count, IntFunction<Object> make) {
    var held = new Object[count];
    try {
      long before = used();
      for (int i = 0; i < count; i++) {
        held[i] = make.apply(i);
      }
      return (double) (used() - before) / count;
    } finally {
      Reference.reachabilityFence(held);
    }
  }

  /** The least that collections leave: not each of them moves what little it freed together. */
  private static long used() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < COLLECTIONS; i++) {
      MEMORY.gc();
      least = Math.min(least, MEMORY.getHeapMemoryUsage().getUsed());
    }
    return least;
  }
}
