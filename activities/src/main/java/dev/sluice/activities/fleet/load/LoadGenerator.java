package dev.sluice.activities.fleet.load;

import dev.sluice.activities.fleet.instance.Downstream;
import dev.sluice.activities.fleet.spec.LoadSpec;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * An open-loop load: requests leave at random times of a given mean rate, whether or not the
 * earlier ones were answered. What can't leave in time is dropped and counted.
 */
public final class LoadGenerator implements AutoCloseable {
  private static final long LATE_NANOS = Duration.ofMillis(500).toNanos();

  private final LoadSpec load;
  private final String entry;
  private final Downstream services;
  private final RandomGenerator random;
  private final Semaphore free;
  private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
  private final Thread schedule;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong answered = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();

  private LoadGenerator(LoadSpec load, String entry, Downstream services, RandomGenerator random) {
    this.load = load;
    this.entry = entry;
    this.services = services;
    this.random = random;
    free = new Semaphore(load.maxInFlight());
    schedule = Thread.ofVirtual().name("fleet-load").unstarted(this::send);
  }

  /** Starts to send requests to {@code entry}. */
  public static LoadGenerator start(
      LoadSpec load, String entry, Downstream services, RandomGenerator random) {
    var generator = new LoadGenerator(load, entry, services, random);
    if (load.requestsPerSecond() > 0) {
      generator.schedule.start();
    }
    return generator;
  }

  public LoadCount count() {
    return new LoadCount(sent.get(), answered.get(), failed.get(), dropped.get());
  }

  /** Sends nothing more and gives up what is in flight. */
  @Override
  public void close() {
    schedule.interrupt();
    try {
      if (schedule.isAlive()) {
        schedule.join(Duration.ofSeconds(1));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    senders.shutdownNow();
  }

  private void send() {
    long start = System.nanoTime();
    long next = start;
    try {
      while (!Thread.currentThread().isInterrupted()) {
        next += gapNanos(Duration.ofNanos(next - start));
        long early = next - System.nanoTime();
        if (early > 0) {
          Thread.sleep(Duration.ofNanos(early));
        }
        if (early < -LATE_NANOS || !free.tryAcquire()) {
          dropped.incrementAndGet();
        } else {
          senders.execute(this::sendOne);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private long gapNanos(Duration elapsed) {
    return (long) (random.nextExponential() / load.rateAfter(elapsed) * 1e9);
  }

  private void sendOne() {
    sent.incrementAndGet();
    try {
      int status = services.call(entry);
      (status < 500 ? answered : failed).incrementAndGet();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      free.release();
    }
  }
}
