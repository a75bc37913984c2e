package dev.sluice.activities.traffic;

import dev.sluice.activities.subdomain.OrderJournal;
import dev.sluice.activities.subdomain.OrderJournal.Entry;
import dev.sluice.domain.subdomain.Arrival;
import dev.sluice.domain.subdomain.Description;
import dev.sluice.domain.subdomain.Direction;
import dev.sluice.domain.subdomain.Effect;
import dev.sluice.domain.subdomain.Limits;
import dev.sluice.domain.subdomain.Observation;
import dev.sluice.domain.subdomain.Readiness;
import dev.sluice.domain.subdomain.Snapshot;
import dev.sluice.domain.subdomain.SubDomain;
import dev.sluice.domain.subdomain.Target;
import dev.sluice.domain.subdomain.TargetOrder;
import dev.sluice.domain.subdomain.TargetQuery;
import java.time.Duration;
import java.util.List;

/** The sub-domain whose targets are routes on proxies and gateways. */
public final class TrafficSubDomain implements SubDomain, AutoCloseable {
  public static final String NAME = "traffic";

  public static final Limits LIMITS = new Limits(8, Limits.ANY_RATE, Duration.ofMinutes(10));

  private final Proxies proxies;
  private final Observation observation;
  private final Description description;
  private final Probes probes = new Probes();

  /**
   * @param systems the proxies, with unlike names
   * @param journal for proxies that have no place for their orders; shared by all workers that
   *     change them
   * @param observation what is worth watching of routes; {@link Observation#NONE} for nothing
   */
  public TrafficSubDomain(
      List<TrafficSystem> systems, OrderJournal journal, Observation observation, Limits limits) {
    this.proxies = new Proxies(systems, journal);
    this.observation = observation;
    this.description = TrafficDescription.with(limits);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Description describe() {
    return description;
  }

  @Override
  public List<Target> list(TargetQuery query) {
    return proxies.list(query).stream().map(this::target).toList();
  }

  @Override
  public Readiness precheck(TargetOrder order) {
    Wish wish = TrafficDescription.wish(order);
    Place place = proxies.place(order.target());
    String reason =
        new RouteCheck(place, order, wish)
            .reason(place.read(), place.journal().read(order.target()));
    return new Readiness(order.target(), reason.isEmpty(), reason);
  }

  @Override
  public Snapshot snapshot(TargetOrder order) {
    TrafficDescription.capability(order);
    Place place = proxies.place(order.target());
    Settings before = RouteOrders.remember(place, order);
    String words = place.read().words(before);
    return new Snapshot(order.target(), words, "split it %s again".formatted(words));
  }

  @Override
  public Effect apply(TargetOrder order) {
    Wish wish = TrafficDescription.wish(order);
    return RouteOrders.apply(proxies.place(order.target()), order, wish);
  }

  @Override
  public Effect revert(TargetOrder order) {
    TrafficDescription.capability(order);
    return RouteOrders.revert(proxies.place(order.target()), order);
  }

  @Override
  public Arrival await(TargetOrder order, Direction direction, Duration within) {
    TrafficDescription.capability(order);
    Place place = proxies.place(order.target());
    return new RouteArrival(probes, place, order, direction).await(within);
  }

  @Override
  public Observation observe(List<String> targets) {
    return observation;
  }

  @Override
  public void close() {
    probes.close();
  }

  private Target target(Proxies.Found found) {
    ProxyPlace proxy = found.place().system().place();
    Reading reading = found.reading();
    String name = found.place().target();
    Entry entry = found.place().journal().read(name);
    return new Target(
        name,
        proxy.zone(),
        reading.words(reading.now()) + drift(name, reading, entry),
        reading.serves(reading.now()),
        Proxies.labels(proxy, reading.route()),
        entry.book().changedBy());
  }

  private static String drift(String name, Reading reading, Entry entry) {
    Written last = Written.of(name, entry);
    if (last == null || entry.book().changedBy().isEmpty()) {
      return "";
    }
    return switch (Drift.of(reading, last)) {
      case NONE, UNFINISHED -> "";
      case FORGOTTEN -> "; forgot what it was told";
      case FOREIGN -> "; changed by somebody else";
    };
  }
}
