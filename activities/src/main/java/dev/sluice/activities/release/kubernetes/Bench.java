package dev.sluice.activities.release.kubernetes;

import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What waits for one workload, and what was last read of it. */
final class Bench {
  private static final Duration LEAST_REST = Duration.ofMillis(300);

  /** Held by whoever writes. */
  final ReentrantLock lock = new ReentrantLock(true);

  /** Held by whoever reads for all. */
  final Object reading = new Object();

  final Queue<Ticket<?>> waiting = new ConcurrentLinkedQueue<>();
  volatile @Nullable WorkloadView last;
  volatile Duration readingTook = Duration.ZERO;
  volatile Instant writtenAt = Instant.EPOCH;
  volatile Instant turnedAt = Instant.EPOCH;

  /** How long what was read serves: reading may take a third of the time at most. */
  Duration rest() {
    Duration rest = readingTook.multipliedBy(3);
    return rest.compareTo(LEAST_REST) > 0 ? rest : LEAST_REST;
  }
}
