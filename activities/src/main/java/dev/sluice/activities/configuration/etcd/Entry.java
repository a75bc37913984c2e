package dev.sluice.activities.configuration.etcd;

import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.OrderBook;
import dev.sluice.domain.subdomain.OrderBook.State;
import dev.sluice.domain.subdomain.OrderBook.Touch;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What etcd holds about one key, all of it at the same revision.
 *
 * @param text null where the key is not there
 * @param orders what is remembered of orders for it
 * @param ordersRevision of etcd when that was written; 0 for never
 */
record Entry(ConfigurationKey key, @Nullable Text text, KeyOrders orders, long ordersRevision) {
  String version() {
    return text == null ? Text.ABSENT : text.version();
  }

  long textRevision() {
    return text == null ? 0 : text.revision();
  }

  /** The revision that instances must have reached to run what is there. */
  long effectiveFrom() {
    return text == null ? orders.at() : text.revision();
  }

  OrderBook book() {
    return orders.book();
  }

  /** Whether it is, or was until a change touched it, a configuration key. */
  boolean isTarget() {
    return text != null || !book().changedBy().isEmpty();
  }

  /** Whether somebody else removed what a change had left there. */
  boolean isGone() {
    return text == null && !orders.left().equals(Text.ABSENT);
  }

  /** What somebody else did to it that a change must not write over; empty for nothing. */
  Optional<Problem> foreignEdit(String change) {
    String expected = expected(change);
    if (isGone()) {
      return Optional.of(
          new Problem.ForOperator(
              "TARGET_GONE",
              "%s was removed from etcd, and not by a change; put it back, or leave it out"
                  .formatted(key.path())));
    }
    return expected.isEmpty() || expected.equals(version())
        ? Optional.empty()
        : Optional.of(
            new Problem.ForOperator(
                "CHANGED_SINCE",
                "somebody else wrote %s at revision %d: it is on %s, and Sluice left it on %s; put that back, or end the change and plan another"
                    .formatted(key.path(), textRevision(), version(), expected)));
  }

  /**
   * @throws ProblemException for the operator, where somebody else wrote the key
   */
  void refuseForeignEdit(String change) {
    foreignEdit(change)
        .ifPresent(problem -> {
          throw new ProblemException(problem);
        });
  }

  /** The version that a change planned against or left; empty where it has seen none. */
  private String expected(String change) {
    Touch touch = book().touch(change).orElse(null);
    if (touch != null && touch.state() == State.REMEMBERED) {
      return Before.read(touch.before(), key).version();
    }
    return book().changedBy().equals(change) ? orders.left() : "";
  }
}
