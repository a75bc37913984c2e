package dev.sluice.activities.fleet.pool;

import dev.sluice.activities.fleet.http.LoopbackCalls;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/** Asks an instance for its health over HTTP. */
public final class HealthProbe {
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofMillis(20);

  public boolean healthy(URI address) throws InterruptedException {
    try {
      return LoopbackCalls.get(address.resolve("health"), TIMEOUT).status() == 200;
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("The health check was given up");
      }
      return false;
    }
  }

  /** Waits until an instance is healthy; false if it is not in time. */
  public boolean awaitHealthy(URI address, Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (!healthy(address)) {
      if (System.nanoTime() - end >= 0) {
        return false;
      }
      Thread.sleep(PAUSE);
    }
    return true;
  }
}
