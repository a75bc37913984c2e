package dev.sluice.activities.fleet.pool;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks an instance for its health over HTTP. */
public final class HealthProbe {
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final HttpClient http;

  public HealthProbe(HttpClient http) {
    this.http = http;
  }

  public boolean healthy(URI address) throws InterruptedException {
    var request = HttpRequest.newBuilder(address.resolve("health")).timeout(TIMEOUT).build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
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
