package dev.sluice.activities.fleet.pool;

import java.net.URI;
import java.time.Duration;

/** Checks the health of every open slot again and again, so that callers leave out the sick. */
public final class HealthWatch implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Pool pool;
  private final HealthProbe probe;
  private final Thread thread;

  private HealthWatch(Pool pool, HealthProbe probe) {
    this.pool = pool;
    this.probe = probe;
    thread = Thread.ofVirtual().name("fleet-health").unstarted(this::run);
  }

  public static HealthWatch start(Pool pool, HealthProbe probe) {
    var watch = new HealthWatch(pool, probe);
    watch.thread.start();
    return watch;
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Thread.sleep(PAUSE);
        for (Slot slot : pool.all()) {
          check(slot);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void check(Slot slot) throws InterruptedException {
    Slot.Standing standing = slot.standing();
    URI address = standing.address();
    // A process that is only starting is the business of the deploy that waits for it.
    if (standing.open() && address != null) {
      slot.noteHealth(address, probe.healthy(address));
    }
  }
}
