package dev.sluice.activities.traffic.gateway;

import dev.sluice.activities.subdomain.OrderJournal;
import dev.sluice.activities.traffic.ProxyPlace;
import dev.sluice.activities.traffic.Reading;
import dev.sluice.activities.traffic.Settings;
import dev.sluice.activities.traffic.TrafficProblems;
import dev.sluice.activities.traffic.TrafficSystem;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The {@code HTTPRoute}s of a gateway. Its requests are not counted: only probes show them. */
public final class GatewaySystem implements TrafficSystem {
  private static final int MOST_WEIGHT = 1_000_000;
  private static final int PAGE = 500;

  private final GatewayConfig config;
  private final RouteStore store;
  private final OrderJournal journal;

  /** Uses the client; closing it is up to the caller. */
  public GatewaySystem(KubernetesClient client, GatewayConfig config) {
    this.config = config;
    this.store = new RouteStore(client, config);
    this.journal = new AnnotationJournal(store, config.place().name() + "/");
  }

  @Override
  public ProxyPlace place() {
    return config.place();
  }

  @Override
  public int mostWeight() {
    return MOST_WEIGHT;
  }

  @Override
  public boolean routesBy(String header) {
    return true;
  }

  @Override
  public boolean countsRequests() {
    return false;
  }

  @Override
  public OrderJournal journal(OrderJournal shared) {
    return journal;
  }

  @Override
  public List<Reading> routes(String after, String upTo, int limit) {
    List<Reading> routes = new ArrayList<>();
    RouteStore.Page page = store.list("", PAGE);
    boolean more = true;
    while (more) {
      for (HttpRouteDocument route : page.routes()) {
        String name = route.name();
        if (name.compareTo(after) > 0 && (upTo.isEmpty() || name.compareTo(upTo) <= 0)) {
          route.reading(config.gateway()).ifPresent(routes::add);
        }
      }
      more = routes.size() < limit && !page.next().isEmpty();
      page = more ? store.list(page.next(), PAGE) : page;
    }
    return List.copyOf(routes.subList(0, Math.min(limit, routes.size())));
  }

  @Override
  public Optional<Reading> find(String route) {
    return route.matches("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?")
        ? store.get(route).flatMap(found -> found.reading(config.gateway()))
        : Optional.empty();
  }

  @Override
  public void write(Reading seen, Settings wanted) {
    store.change(
        seen.route(),
        route -> {
          Settings now = route.reading(config.gateway()).map(Reading::now).orElse(wanted);
          if (!now.equals(seen.now())) {
            throw TrafficProblems.passing(
                "CHANGED_MEANWHILE",
                "somebody else changed HTTPRoute %s at the same time".formatted(seen.route()));
          }
          route.set(wanted);
        });
  }

  @Override
  public Map<String, Long> count(Reading route) {
    return Map.of();
  }
}
