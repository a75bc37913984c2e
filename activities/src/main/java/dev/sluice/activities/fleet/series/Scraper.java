package dev.sluice.activities.fleet.series;

import dev.sluice.activities.fleet.http.LoopbackCalls;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Scrapes every instance at a steady pace, spread over the interval so that no burst forms. */
public final class Scraper implements AutoCloseable {
  private final Function<String, Optional<URI>> addresses;
  private final Duration interval;
  private final InstantSource clock;
  private final History history;
  private final List<Thread> threads = new ArrayList<>();

  private Scraper(
      Function<String, Optional<URI>> addresses,
      Duration interval,
      InstantSource clock,
      History history) {
    this.addresses = addresses;
    this.interval = interval;
    this.clock = clock;
    this.history = history;
  }

  /**
   * Starts to scrape.
   *
   * @param addresses where an instance can be reached now; empty while it is replaced
   */
  public static Scraper start(
      List<String> instances,
      Function<String, Optional<URI>> addresses,
      Duration interval,
      InstantSource clock,
      History history) {
    var scraper = new Scraper(addresses, interval, clock, history);
    long step = interval.toNanos() / Math.max(1, instances.size());
    for (int i = 0; i < instances.size(); i++) {
      String instance = instances.get(i);
      long offset = i * step;
      scraper.threads.add(
          Thread.ofVirtual().name("scrape-" + instance).start(() -> scraper.run(instance, offset)));
    }
    return scraper;
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
  }

  private void run(String instance, long offsetNanos) {
    long next = System.nanoTime() + offsetNanos;
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Thread.sleep(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
        scrape(instance);
        // After a slow scrape the missed turns are left out, not made up for.
        next = Math.max(next + interval.toNanos(), System.nanoTime());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void scrape(String instance) {
    Optional<URI> address = addresses.apply(instance);
    if (address.isEmpty()) {
      return;
    }
    try {
      LoopbackCalls.Answer answer = LoopbackCalls.get(address.get().resolve("metrics"), interval);
      if (answer.status() == 200) {
        Exposition.read(answer.body(), clock.instant().truncatedTo(ChronoUnit.MILLIS))
            .ifPresent(reading -> history.add(instance, reading));
      }
    } catch (IOException e) {
      // An instance that does not answer leaves a gap in its series: that is the information.
    }
  }
}
