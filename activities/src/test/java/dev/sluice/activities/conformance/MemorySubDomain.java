package dev.sluice.activities.conformance;

import dev.sluice.domain.changetype.ParameterSpec;
import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.Arrival;
import dev.sluice.domain.subdomain.Capability;
import dev.sluice.domain.subdomain.Description;
import dev.sluice.domain.subdomain.Direction;
import dev.sluice.domain.subdomain.Effect;
import dev.sluice.domain.subdomain.Limits;
import dev.sluice.domain.subdomain.Observation;
import dev.sluice.domain.subdomain.OrderBook;
import dev.sluice.domain.subdomain.Readiness;
import dev.sluice.domain.subdomain.Snapshot;
import dev.sluice.domain.subdomain.SubDomain;
import dev.sluice.domain.subdomain.Target;
import dev.sluice.domain.subdomain.TargetKind;
import dev.sluice.domain.subdomain.TargetOrder;
import dev.sluice.domain.subdomain.TargetQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Lamps with a colour each, in memory. Its world takes some milliseconds to do what was ordered.
 */
public final class MemorySubDomain implements SubDomain {
  public static final String PAINT = "paint";
  public static final Map<String, String> ALL = Map.of("kind", "lamp");

  private static final String COLOUR = "colour";
  private static final Description DESCRIPTION =
      new Description(
          "Lamps in memory.",
          List.of(new TargetKind("lamp", "It has a colour.")),
          List.of(
              new Capability(
                  PAINT,
                  "Gives a lamp another colour.",
                  "lamp",
                  List.of(ParameterSpec.required(COLOUR, "The colour.", "[a-z]{1,20}")),
                  Capability.WayBack.by("Gives it the colour it had."))),
          new Limits(8, 500, Duration.ofSeconds(5)));

  /** What outlives the sub-domain's process. */
  public static final class World {
    private final NavigableMap<String, Lamp> lamps = new TreeMap<>();
    private final Duration delay;

    /**
     * @param delay from an order until it is carried out
     */
    public World(int lamps, Duration delay) {
      this.delay = delay;
      for (String odd : List.of("a lamp", "a/lamp", "a%2Flamp", "a,b=c\"'", "lampe-é", "ランプ")) {
        this.lamps.put(odd, new Lamp("zone c"));
      }
      for (int i = 0; i < lamps; i++) {
        this.lamps.put("lamp-%05d".formatted(i), new Lamp(i % 3 == 0 ? "a" : "b"));
      }
    }

    /** What was ordered is gone, what was done is not. */
    void forgetOrders() {
      lamps.values().forEach(Lamp::forget);
    }
  }

  private static final class Lamp {
    private final String zone;
    private String colour = "white";
    private String wanted = "white";
    private long arrivesAt;
    private OrderBook book = OrderBook.EMPTY;

    private Lamp(String zone) {
      this.zone = zone;
    }

    private synchronized void forget() {
      book = OrderBook.EMPTY;
    }

    private synchronized OrderBook settled() {
      if (!colour.equals(wanted) && System.nanoTime() - arrivesAt >= 0) {
        colour = wanted;
      }
      if (colour.equals(wanted)) {
        for (OrderBook.Touch touch : book.touches()) {
          if (touch.state() == OrderBook.State.ORDERED) {
            book = book.done(touch.change());
          }
        }
      }
      return book;
    }
  }

  private final World world;

  public MemorySubDomain(World world) {
    this.world = world;
  }

  @Override
  public String name() {
    return "lamps";
  }

  @Override
  public Description describe() {
    return DESCRIPTION;
  }

  @Override
  public List<Target> list(TargetQuery query) {
    List<Target> found = new ArrayList<>();
    for (Map.Entry<String, Lamp> each :
        world.lamps.tailMap(query.range().after(), false).entrySet()) {
      Target target = target(each.getKey(), each.getValue());
      if (found.size() < query.limit()
          && query.range().contains(target)
          && target.labels().entrySet().containsAll(query.selector().entrySet())) {
        found.add(target);
      }
    }
    return found;
  }

  private static Target target(String name, Lamp lamp) {
    synchronized (lamp) {
      String changedBy = lamp.settled().changedBy();
      Map<String, String> labels = Map.of("kind", "lamp", "zone", lamp.zone);
      return new Target(name, lamp.zone, lamp.colour, true, labels, changedBy);
    }
  }

  @Override
  public Readiness precheck(TargetOrder order) {
    check(order);
    lamp(order);
    return new Readiness(order.target(), true, "");
  }

  @Override
  public Snapshot snapshot(TargetOrder order) {
    check(order);
    Lamp lamp = lamp(order);
    synchronized (lamp) {
      lamp.book = lamp.settled().remembered(order.change(), lamp.colour);
      String before = lamp.book.touch(order.change()).orElseThrow().before();
      return new Snapshot(order.target(), before, "paint it %s again".formatted(before));
    }
  }

  @Override
  public Effect apply(TargetOrder order) {
    check(order);
    String colour = order.parameters().getOrDefault(COLOUR, "");
    if (colour.isEmpty()) {
      throw author("MISSING_PARAMETER", "parameter colour is missing: give it a value");
    }
    Lamp lamp = lamp(order);
    synchronized (lamp) {
      OrderBook book = lamp.settled();
      return switch (book.step(order, Direction.APPLY)) {
        case NOTHING, GO_ON -> Effect.ALREADY_THERE;
        case BEGIN -> order(lamp, order, Direction.APPLY, colour);
      };
    }
  }

  @Override
  public Effect revert(TargetOrder order) {
    check(order);
    Lamp lamp = lamp(order);
    synchronized (lamp) {
      OrderBook book = lamp.settled();
      return switch (book.step(order, Direction.REVERT)) {
        case NOTHING -> {
          lamp.book = book.leftAlone(order, lamp.colour);
          yield Effect.ALREADY_THERE;
        }
        case GO_ON -> Effect.ALREADY_THERE;
        case BEGIN -> {
          String before = book.touch(order.change()).orElseThrow().before();
          yield order(lamp, order, Direction.REVERT, before);
        }
      };
    }
  }

  private Effect order(Lamp lamp, TargetOrder order, Direction direction, String colour) {
    lamp.book = lamp.book.ordered(order, direction, lamp.colour);
    lamp.wanted = colour;
    lamp.arrivesAt = System.nanoTime() + world.delay.toNanos();
    return Effect.APPLIED;
  }

  @Override
  public Arrival await(TargetOrder order, Direction direction, Duration within) {
    check(order);
    Lamp lamp = lamp(order);
    long end = System.nanoTime() + within.toNanos();
    while (!isThere(lamp, order, direction) && System.nanoTime() - end < 0) {
      try {
        Thread.sleep(2);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ProblemException(
            new Problem.Passing("INTERRUPTED", "the wait was cancelled: wait again"), e);
      }
    }
    boolean there = isThere(lamp, order, direction);
    return new Arrival(order.target(), there, there ? "is painted" : "is not painted yet");
  }

  private static boolean isThere(Lamp lamp, TargetOrder order, Direction direction) {
    OrderBook.Touch touch = lamp.settled().touch(order.change()).orElse(null);
    if (touch == null || touch.state() == OrderBook.State.REMEMBERED) {
      return direction == Direction.REVERT;
    }
    return touch.direction() == direction && touch.state() == OrderBook.State.DONE;
  }

  @Override
  public Observation observe(List<String> targets) {
    MetricSpec glow =
        new MetricSpec(
            "glow",
            MetricSpec.Kind.BUSINESS,
            MetricSpec.BadDirection.DECREASE,
            MetricSpec.Role.DECIDING,
            "glow{$targets}",
            0.1);
    return new Observation("prometheus", List.of(glow), "kind=lamp");
  }

  private Lamp lamp(TargetOrder order) {
    Lamp lamp = world.lamps.get(order.target());
    if (lamp == null) {
      throw author("UNKNOWN_TARGET", "there is no lamp %s".formatted(order.target()));
    }
    return lamp;
  }

  private static void check(TargetOrder order) {
    if (!order.capability().equals(PAINT)) {
      throw author("UNKNOWN_CAPABILITY", "lamps can't %s: use paint".formatted(order.capability()));
    }
  }

  private static ProblemException author(String code, String message) {
    return new ProblemException(new Problem.ForAuthor(code, message));
  }
}
