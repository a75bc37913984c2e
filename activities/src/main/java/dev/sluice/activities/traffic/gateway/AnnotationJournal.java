package dev.sluice.activities.traffic.gateway;

import dev.sluice.activities.subdomain.OrderJournal;
import dev.sluice.activities.traffic.TrafficProblems;
import dev.sluice.domain.subdomain.OrderBook;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps order books in an annotation of the routes themselves. Another process that writes one in
 * between is noticed by its annotation, and by the API server's resource version.
 */
final class AnnotationJournal implements OrderJournal {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LOCKS = 64;

  private final RouteStore store;
  private final String prefix;
  private final ReentrantLock[] locks =
      IntStream.range(0, LOCKS).mapToObj(_ -> new ReentrantLock()).toArray(ReentrantLock[]::new);

  /** What the annotation holds. */
  private record Kept(OrderBook book, String note) {}

  /**
   * @param prefix what targets' names begin with, before a route's name
   */
  AnnotationJournal(RouteStore store, String prefix) {
    this.store = store;
    this.prefix = prefix;
  }

  @Override
  public Entry read(String target) {
    return entry(target, found(target));
  }

  @Override
  public <T> T change(String target, Function<Page, T> work) {
    ReentrantLock lock = locks[Math.floorMod(target.hashCode(), LOCKS)];
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException e) {
      throw TrafficProblems.interrupted(target);
    }
    try {
      return work.apply(new AnnotationPage(target));
    } finally {
      lock.unlock();
    }
  }

  private String route(String target) {
    return target.startsWith(prefix) ? target.substring(prefix.length()) : target;
  }

  /** What is known of a route that is gone went with it: that is not the same as nothing. */
  private HttpRouteDocument found(String target) {
    return store
        .get(route(target))
        .orElseThrow(
            () -> TrafficProblems.operator("UNKNOWN_TARGET", target + " is gone; was it removed?"));
  }

  private static Entry entry(String target, HttpRouteDocument route) {
    String text = route.orders();
    if (text.isEmpty()) {
      return Entry.EMPTY;
    }
    try {
      Kept kept = JSON.readValue(text, Kept.class);
      return new Entry(kept.book(), kept.note());
    } catch (JacksonException e) {
      throw TrafficProblems.operator(
          "BROKEN_ORDER_BOOK",
          "annotation %s of %s can't be read; restore it, or remove it if no change is under way"
              .formatted(HttpRouteDocument.ORDERS, target));
    }
  }

  private final class AnnotationPage implements Page {
    private final String target;
    private @Nullable String seen;

    AnnotationPage(String target) {
      this.target = target;
    }

    @Override
    public Entry entry() {
      HttpRouteDocument route = found(target);
      seen = route.orders();
      return AnnotationJournal.entry(target, route);
    }

    @Override
    public void write(Entry next) {
      String text = JSON.writeValueAsString(new Kept(next.book(), next.note()));
      store.change(
          route(target),
          route -> {
            if (seen != null && !seen.equals(route.orders())) {
              throw TrafficProblems.passing(
                  "TARGET_BUSY",
                  "somebody else gave an order to %s at the same time; try again"
                      .formatted(target));
            }
            route.keepOrders(text);
          });
      seen = text;
    }
  }
}
