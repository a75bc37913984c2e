package dev.sluice.activities.release.kubernetes;

import dev.sluice.domain.subdomain.Direction;
import dev.sluice.domain.subdomain.OrderBook;

/**
 * What is remembered of one target.
 *
 * @param runs id of the revision it runs, or is on its way to
 * @param zone where it was when it was first touched; empty for what is in no one zone
 * @param pool node pool it was in then; empty for none
 * @param book orders given to it
 */
record Entry(String runs, String zone, String pool, OrderBook book) {
  Entry running(String revision) {
    return new Entry(revision, zone, pool, book);
  }

  Entry with(OrderBook next) {
    return new Entry(runs, zone, pool, next);
  }

  /** Whether a change brings it on; a change that is taken back does not. */
  boolean isBroughtOn() {
    return book.touches().stream()
        .anyMatch(touch ->
            touch.state() == OrderBook.State.ORDERED && touch.direction() == Direction.APPLY);
  }

  boolean isUnderWay() {
    for (OrderBook.Touch touch : book.touches()) {
      if (touch.state() == OrderBook.State.ORDERED) {
        return true;
      }
    }
    return false;
  }
}
