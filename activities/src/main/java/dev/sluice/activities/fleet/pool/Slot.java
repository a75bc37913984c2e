package dev.sluice.activities.fleet.pool;

import dev.sluice.activities.fleet.instance.InstanceProcess;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The place where an instance runs. It keeps its name while processes come and go, and counts the
 * requests in flight, so that it can be drained.
 */
public final class Slot {
  /**
   * Checks that must fail in a row before a slot counts as sick; one may fail on a busy machine.
   */
  private static final int SICK_AFTER = 3;

  private final String name;
  private final String service;
  private final String zone;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition idle = lock.newCondition();
  private @Nullable InstanceProcess process;
  private String version = "";
  private boolean open;
  private int failedChecks;
  private int inFlight;

  public Slot(String name, String service, String zone) {
    this.name = name;
    this.service = service;
    this.zone = zone;
  }

  public String name() {
    return name;
  }

  public String service() {
    return service;
  }

  public String zone() {
    return zone;
  }

  /** What the slot looks like now. */
  public Standing standing() {
    lock.lock();
    try {
      InstanceProcess running = process;
      URI address = running == null ? null : running.uri();
      return new Standing(version, open, healthy() && open && address != null, address);
    } finally {
      lock.unlock();
    }
  }

  /** Where its process can be reached, drained or not; empty if none runs. */
  public Optional<URI> address() {
    return Optional.ofNullable(standing().address());
  }

  /** Address for one request, to be given back with {@link #release}; empty if none is taken. */
  Optional<URI> acquire() {
    lock.lock();
    try {
      InstanceProcess running = process;
      if (running == null || !open || !healthy()) {
        return Optional.empty();
      }
      inFlight++;
      return Optional.of(running.uri());
    } finally {
      lock.unlock();
    }
  }

  void release() {
    lock.lock();
    try {
      inFlight--;
      if (inFlight == 0) {
        idle.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes no more requests and waits for those in flight.
   *
   * @return whether all of them were answered in time
   */
  public boolean drain(Duration atMost) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      open = false;
      long left = atMost.toNanos();
      while (inFlight > 0 && left > 0) {
        left = idle.awaitNanos(left);
      }
      return inFlight == 0;
    } finally {
      lock.unlock();
    }
  }

  /** Puts a process into the empty slot, closed to requests until {@link #open}. */
  public void put(InstanceProcess next) {
    lock.lock();
    try {
      if (process != null) {
        throw new IllegalStateException("Slot " + name + " holds a process; stop it first");
      }
      process = next;
      version = next.version().name();
      failedChecks = SICK_AFTER;
    } finally {
      lock.unlock();
    }
  }

  /** Takes requests again. */
  public void open() {
    lock.lock();
    try {
      open = true;
      failedChecks = 0;
    } finally {
      lock.unlock();
    }
  }

  /** Notes what the last health check of the process at {@code checked} said. */
  public void noteHealth(URI checked, boolean ok) {
    lock.lock();
    try {
      InstanceProcess running = process;
      if (running != null && running.uri().equals(checked)) {
        failedChecks = ok ? 0 : Math.min(failedChecks + 1, SICK_AFTER);
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean healthy() {
    return failedChecks < SICK_AFTER;
  }

  /** Stops the process, if any. */
  public void stop() {
    InstanceProcess running;
    lock.lock();
    try {
      running = process;
      process = null;
      open = false;
    } finally {
      lock.unlock();
    }
    if (running != null) {
      running.close();
    }
  }

  /**
   * How a slot stands.
   *
   * @param version what it runs, or ran last; empty before the first process
   * @param open whether it takes requests; not while it is drained or replaced
   * @param healthy whether it takes requests and its last health checks did not all fail
   * @param address of its process, null if none runs
   */
  public record Standing(String version, boolean open, boolean healthy, @Nullable URI address) {}
}
