package dev.sluice.activities.host;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Places for hosts that are worked on, so many in each zone, given in the order they were asked
 * for. A host keeps its place from its order to its arrival; one that nobody looks at any more
 * loses it after a while. Thread-safe.
 */
final class ZonePlaces {
  /** Leases end without a sign, so those who wait look again this often. */
  private static final long LOOK_MILLIS = 200;

  private final int perZone;
  private final Duration lease;
  private final InstantSource clock;
  private final Map<String, Zone> zones = new HashMap<>();

  private static final class Zone {
    private final Map<String, Instant> busy = new HashMap<>();
    private final Deque<Object> waiters = new ArrayDeque<>();
  }

  /**
   * @param lease how long a place is kept for a host that nobody asks after
   */
  ZonePlaces(int perZone, Duration lease, InstantSource clock) {
    this.perZone = perZone;
    this.lease = lease;
    this.clock = clock;
  }

  /**
   * Waits for a place, or prolongs the one that the host has.
   *
   * @return whether the host has a place now
   */
  boolean take(String zone, String host, Duration within) throws InterruptedException {
    Instant end = clock.instant().plus(within);
    Object turn = new Object();
    synchronized (zones) {
      Zone place = zones.computeIfAbsent(zone, _ -> new Zone());
      place.waiters.add(turn);
      try {
        while (!enter(place, host, turn)) {
          if (!clock.instant().isBefore(end)) {
            return false;
          }
          zones.wait(LOOK_MILLIS);
        }
        return true;
      } finally {
        place.waiters.remove(turn);
        removeIfEmpty(zone, place);
        zones.notifyAll();
      }
    }
  }

  private boolean enter(Zone place, String host, Object turn) {
    Instant now = clock.instant();
    place.busy.values().removeIf(until -> until.isBefore(now));
    boolean free = place.busy.size() < perZone && turn.equals(place.waiters.peek());
    if (!free && !place.busy.containsKey(host)) {
      return false;
    }
    place.busy.put(host, now.plus(lease));
    return true;
  }

  /** Has no effect for a host without a place. */
  void leave(String zone, String host) {
    synchronized (zones) {
      Zone place = zones.get(zone);
      if (place != null) {
        place.busy.remove(host);
        removeIfEmpty(zone, place);
        zones.notifyAll();
      }
    }
  }

  private void removeIfEmpty(String zone, Zone place) {
    if (place.busy.isEmpty() && place.waiters.isEmpty()) {
      zones.remove(zone);
    }
  }
}
