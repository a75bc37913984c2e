package dev.sluice.activities.host.inventory;

import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The hosts there are, read again once the last reading is old. Thread-safe. */
public final class Inventory {
  private static final Logger LOG = LoggerFactory.getLogger(Inventory.class);

  private final InventorySource source;
  private final Duration freshFor;
  private final Duration usableFor;
  private final InstantSource clock;
  private final ReentrantLock reading = new ReentrantLock();
  private volatile @Nullable Reading last;

  private record Reading(Hosts hosts, Instant at, Instant tried) {}

  /**
   * @param freshFor how long a reading is used before the next
   * @param usableFor how long it is used when the next ones fail; at least {@code freshFor}
   */
  public Inventory(
      InventorySource source, Duration freshFor, Duration usableFor, InstantSource clock) {
    if (freshFor.isNegative() || usableFor.compareTo(freshFor) < 0) {
      throw new IllegalArgumentException("an inventory is usable for at least as long as fresh");
    }
    this.source = source;
    this.freshFor = freshFor;
    this.usableFor = usableFor;
    this.clock = clock;
  }

  /**
   * @throws ProblemException for the operator, when it can't be read and the last reading is too
   *     old
   */
  public Hosts hosts() {
    Reading known = last;
    if (known != null && age(known.tried).compareTo(freshFor) < 0) {
      return known.hosts;
    }
    try {
      reading.lockInterruptibly();
      try {
        known = last;
        boolean fresh = known != null && age(known.tried).compareTo(freshFor) < 0;
        return known != null && fresh ? known.hosts : read(known);
      } finally {
        reading.unlock();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new ProblemException(
          new Problem.Passing("INTERRUPTED", "reading the inventory of hosts was cut short"));
    }
  }

  private Hosts read(@Nullable Reading known) throws InterruptedException {
    Instant now = clock.instant();
    try {
      Hosts hosts = InventoryReader.read(source);
      last = new Reading(hosts, now, now);
      return hosts;
    } catch (ProblemException e) {
      if (known == null || age(known.at).compareTo(usableFor) > 0) {
        throw e;
      }
      LOG.warn("{}; going on with the one of {}", e.getMessage(), known.at);
      last = new Reading(known.hosts, known.at, now);
      return known.hosts;
    }
  }

  private Duration age(Instant since) {
    return Duration.between(since, clock.instant());
  }
}
