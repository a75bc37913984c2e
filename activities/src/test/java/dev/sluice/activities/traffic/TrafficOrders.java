package dev.sluice.activities.traffic;

import dev.sluice.domain.plan.TargetRange;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.Arrival;
import dev.sluice.domain.subdomain.Direction;
import dev.sluice.domain.subdomain.SubDomain;
import dev.sluice.domain.subdomain.Target;
import dev.sluice.domain.subdomain.TargetOrder;
import dev.sluice.domain.subdomain.TargetQuery;
import java.time.Duration;
import java.util.Map;

/** Orders for tests. */
public final class TrafficOrders {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private TrafficOrders() {}

  public static TargetOrder weight(
      String change, String target, Direction direction, String percent) {
    return new TargetOrder(
        change,
        target,
        "weight",
        Map.of("version", "v2", "percent", percent),
        "%s/1/%s/%s".formatted(change, target, direction.verb()),
        1_001);
  }

  public static TargetOrder header(String change, String target, Direction direction) {
    return new TargetOrder(
        change,
        target,
        "header-route",
        Map.of("version", "v2", "header", "x-lane", "value", "gray"),
        "%s/1/%s/%s".formatted(change, target, direction.verb()),
        1_001);
  }

  /** Waits until it is there, and says what it saw. */
  public static String arrive(SubDomain traffic, TargetOrder order, Direction direction) {
    Arrival arrival = traffic.await(order, direction, PATIENCE);
    if (!arrival.there()) {
      throw new AssertionError("is not there: " + arrival.words());
    }
    return arrival.words();
  }

  public static Target look(SubDomain traffic, String target) {
    return traffic.list(new TargetQuery(Map.of(), TargetRange.ALL, 100)).stream()
        .filter(each -> each.name().equals(target))
        .findFirst()
        .orElseThrow();
  }

  /** Code of the problem that a call meets. */
  public static String problem(Runnable call) {
    try {
      call.run();
    } catch (ProblemException e) {
      return e.problem().code();
    }
    return "none";
  }
}
