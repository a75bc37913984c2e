package dev.sluice.activities.fleet.deploy;

import dev.sluice.domain.subdomain.OrderBook;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** What changes did to one slot, and whose turn it is. */
final class SlotHistory {
  private final ReentrantLock turn = new ReentrantLock(true);
  private OrderBook book = OrderBook.EMPTY;
  private String atWork = "";
  private long replacements;

  boolean takeTurn(String change, Duration within) throws InterruptedException {
    if (!turn.tryLock(within.toNanos(), TimeUnit.NANOSECONDS)) {
      return false;
    }
    note(change);
    return true;
  }

  void endTurn() {
    note("");
    turn.unlock();
  }

  /** Written only by whose turn it is. */
  synchronized OrderBook book() {
    return book;
  }

  synchronized void write(OrderBook next) {
    book = next;
  }

  synchronized void countReplacement() {
    replacements++;
  }

  synchronized long replacements() {
    return replacements;
  }

  /** The change at work, or the one whose last order did not come to its end; empty for none. */
  synchronized String changing() {
    if (!atWork.isEmpty()) {
      return atWork;
    }
    return book.touches().stream()
        .filter(touch -> touch.state() == OrderBook.State.ORDERED)
        .map(OrderBook.Touch::change)
        .findFirst()
        .orElse("");
  }

  private synchronized void note(String change) {
    atWork = change;
  }
}
