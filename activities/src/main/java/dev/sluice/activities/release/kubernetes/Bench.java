package dev.sluice.activities.release.kubernetes;

import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What waits for one workload, and what was last read of it. */
final class Bench {
  private static final Duration LEAST_REST = Duration.ofMillis(100);
  private static final Duration MOST_REST = Duration.ofSeconds(1);

  /** Held by whoever writes. */
  final ReentrantLock lock = new ReentrantLock(true);

  /** Held by whoever reads for all. */
  final Object reading = new Object();

  final Queue<Ticket<?>> waiting = new ConcurrentLinkedQueue<>();
  volatile @Nullable WorkloadView last;
  volatile Duration readingTook = Duration.ZERO;
  volatile Instant writtenAt = Instant.EPOCH;
  volatile String writtenVersion = "";

  /** How many targets had not arrived when it was last written. */
  volatile int underWay;

  volatile Instant turnedAt = Instant.EPOCH;

  /** How long what was read serves: reading may take a third of the time, not much more. */
  Duration rest() {
    Duration rest = readingTook.multipliedBy(3);
    if (rest.compareTo(MOST_REST) > 0) {
      return readingTook.compareTo(MOST_REST) > 0 ? readingTook : MOST_REST;
    }
    return rest.compareTo(LEAST_REST) > 0 ? rest : LEAST_REST;
  }
}
