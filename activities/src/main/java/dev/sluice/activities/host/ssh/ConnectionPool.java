package dev.sluice.activities.host.ssh;

import dev.sluice.activities.host.HostConfig.SshConfig;
import dev.sluice.activities.host.HostProblems;
import dev.sluice.activities.host.inventory.Host;
import dev.sluice.activities.host.inventory.Inventory;
import dev.sluice.domain.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One connection for each host, kept for its next step. When there are too many, the one that was
 * idle longest is closed. Thread-safe.
 */
final class ConnectionPool {
  private static final Duration LONGEST_IDLE = Duration.ofMinutes(5);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
  private static final int MOST_BASTIONS = 64;

  private final SshConfig config;
  private final Connector connector;
  private final Inventory inventory;
  // By the order of use, the longest unused first.
  private final Map<Key, Place> places = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<String, Connection> bastions = new LinkedHashMap<>();

  private record Key(String user, String address, int port, String bastion) {
    static Key of(Host host) {
      return new Key(host.user(), host.address(), host.port(), host.bastion());
    }
  }

  private static final class Place {
    private int users;
    private Instant idleSince = Instant.MAX;
    private @Nullable Connection connection;
    private @Nullable ProblemException refused;
  }

  ConnectionPool(SshConfig config, Inventory inventory) {
    this.config = config;
    this.inventory = inventory;
    this.connector = new Connector(config);
  }

  /**
   * A connection that is the caller's until given back or discarded; others may use it too.
   *
   * @throws ProblemException when the host can't be reached
   */
  Connection take(Host host) throws InterruptedException {
    Key key = Key.of(host);
    Place mine = new Place();
    Instant end = Instant.now().plus(LONGEST_WAIT);
    synchronized (places) {
      while (true) {
        Place place = places.get(key);
        if (place != null && place.connection != null) {
          if (place.connection.isOpen()) {
            place.users++;
            return place.connection;
          }
          remove(key, place);
        } else if (place != null) {
          Connection made = othersConnection(place);
          if (made != null) {
            return made;
          }
        } else if (makeRoom()) {
          places.put(key, mine);
          break;
        } else {
          places.wait(1_000);
        }
        if (Instant.now().isAfter(end)) {
          throw HostProblems.passing(
              "TOO_MANY_CONNECTIONS", "all %d connections are busy", config.mostConnections());
        }
      }
    }
    return connect(host, key, mine);
  }

  /** Waits for a connection that somebody else is making; null when the place is free again. */
  private @Nullable Connection othersConnection(Place place) throws InterruptedException {
    while (place.connection == null && place.refused == null) {
      places.wait(1_000);
    }
    if (place.refused != null) {
      throw new ProblemException(place.refused.problem(), place.refused);
    }
    Connection made = place.connection;
    if (made == null || !made.isOpen()) {
      return null;
    }
    place.users++;
    return made;
  }

  private Connection connect(Host host, Key key, Place mine) throws InterruptedException {
    ProblemException refused = HostProblems.passing("UNREACHABLE", "%s: cut short", host.name());
    try {
      Connection made = connector.connect(host, bastion(host));
      synchronized (places) {
        mine.connection = made;
        mine.users = 1;
        places.notifyAll();
      }
      return made;
    } catch (ProblemException e) {
      refused = e;
      throw e;
    } finally {
      synchronized (places) {
        if (mine.connection == null) {
          mine.refused = refused;
          places.remove(key, mine);
          places.notifyAll();
        }
      }
    }
  }

  private @Nullable Connection bastion(Host host) throws InterruptedException {
    if (host.bastion().isEmpty()) {
      return null;
    }
    Host bastion =
        inventory
            .hosts()
            .bastion(host.bastion())
            .orElseThrow(() ->
                HostProblems.operator(
                    "UNKNOWN_BASTION",
                    "%s is reached through %s, which is not among the inventory's bastions",
                    host.name(),
                    host.bastion()));
    // All hosts behind it wait for its one connection.
    synchronized (bastions) {
      Connection known = bastions.get(bastion.name());
      if (known != null && known.isOpen()) {
        return known;
      }
      if (bastions.size() >= MOST_BASTIONS) {
        bastions.values().removeIf(each -> !each.isOpen());
      }
      Connection made = connector.connect(bastion, null);
      bastions.put(bastion.name(), made);
      return made;
    }
  }

  /** Closes what was idle for long, and one more when there are too many. */
  private boolean makeRoom() {
    Instant old = Instant.now().minus(LONGEST_IDLE);
    List<Map.Entry<Key, Place>> idle = new ArrayList<>();
    for (Map.Entry<Key, Place> each : places.entrySet()) {
      if (each.getValue().users == 0 && each.getValue().connection != null) {
        boolean full = places.size() - idle.size() >= config.mostConnections();
        if (!full && each.getValue().idleSince.isAfter(old)) {
          break;
        }
        idle.add(each);
      }
    }
    idle.forEach(each -> remove(each.getKey(), each.getValue()));
    return places.size() < config.mostConnections();
  }

  void giveBack(Connection connection) {
    synchronized (places) {
      for (Map.Entry<Key, Place> each : places.entrySet()) {
        if (each.getValue().connection == connection) {
          each.getValue().users--;
          each.getValue().idleSince = Instant.now();
        }
      }
      places.notifyAll();
    }
  }

  /** Closes a connection that did not answer as it should, whoever else uses it. */
  void discard(Connection connection) {
    synchronized (places) {
      places.values().removeIf(place -> place.connection == connection);
      places.notifyAll();
    }
    connection.close();
  }

  private void remove(Key key, Place place) {
    places.remove(key, place);
    Connection connection = place.connection;
    if (connection != null) {
      connection.close();
    }
  }

  void close() {
    synchronized (places) {
      List.copyOf(places.entrySet()).forEach(each -> remove(each.getKey(), each.getValue()));
      places.notifyAll();
    }
    synchronized (bastions) {
      bastions.values().forEach(Connection::close);
      bastions.clear();
    }
    connector.close();
  }
}
