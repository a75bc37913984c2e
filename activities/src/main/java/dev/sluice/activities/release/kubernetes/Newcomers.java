package dev.sluice.activities.release.kubernetes;

import dev.sluice.domain.subdomain.Direction;
import dev.sluice.domain.subdomain.OrderBook;
import dev.sluice.domain.subdomain.OrderBook.State;
import dev.sluice.domain.subdomain.OrderBook.Touch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Targets that nobody ordered to change, but that came up with a change's revision: an autoscaler
 * or a new node brought them. They count as changed by it, so that they show and go back with it.
 */
final class Newcomers {
  private final Map<String, OrderBook> byLabel = new HashMap<>();

  Newcomers(WorkloadBook book) {
    Map<String, Touch> byChange = new TreeMap<>();
    for (Entry entry : book.entries().values()) {
      for (Touch touch : entry.book().touches()) {
        if (touch.direction() == Direction.APPLY && touch.state() != State.REMEMBERED) {
          byChange.putIfAbsent(touch.change(), touch);
        }
      }
    }
    byChange.forEach((change, touch) -> {
      Touch came = new Touch(change, touch.before(), Direction.APPLY, "", 0, State.DONE);
      byLabel.put(PodTemplates.label(change), new OrderBook(List.of(came)));
    });
  }

  /**
   * @param actual what the target runs; null for nothing
   */
  OrderBook book(@Nullable Revision actual) {
    return actual == null
        ? OrderBook.EMPTY
        : byLabel.getOrDefault(actual.change(), OrderBook.EMPTY);
  }
}
