package dev.sluice.activities.configuration.etcd;

import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.Arrival;
import dev.sluice.domain.subdomain.Direction;
import dev.sluice.domain.subdomain.OrderBook.State;
import dev.sluice.domain.subdomain.OrderBook.Touch;
import java.time.Duration;

/**
 * Waits until a service's instances run what was written.
 *
 * @param store where it lies
 * @param requireAcknowledgement whether there must be an instance that says so
 */
record Waiting(ConfigurationStore store, boolean requireAcknowledgement) {
  /** A watch can be lost without a word; then this is how late a change is seen. */
  private static final Duration LONGEST_WATCH = Duration.ofSeconds(2);

  Arrival await(KeyOrder given, Direction direction, Duration within) {
    String target = given.order().target();
    String change = given.order().change();
    long end = System.nanoTime() + within.toNanos();
    while (true) {
      ConfigurationStore.Look look = store.look(given.key());
      Entry seen = look.entry();
      Touch touch = seen.book().touch(change).orElse(null);
      if (touch == null || touch.state() == State.REMEMBERED) {
        return new Arrival(
            target, direction == Direction.REVERT, "change %s never touched it".formatted(change));
      }
      if (touch.direction() == Direction.REVERT && touch.state() == State.DONE) {
        return new Arrival(
            target, direction == Direction.REVERT, "change %s was taken back".formatted(change));
      }
      refuseOtherOrder(given, direction, touch, seen);
      Acknowledgements.Standing standing = standing(look);
      if (standing.there() && noted(seen, touch)) {
        return new Arrival(
            target, true, "it is on %s; %s".formatted(seen.version(), standing.words()));
      }
      Duration left = Duration.ofNanos(end - System.nanoTime());
      if (!left.isPositive()) {
        return new Arrival(target, false, standing.words());
      }
      if (!standing.there()) {
        store.awaitChange(
            given.key(),
            look.revision() + 1,
            left.compareTo(LONGEST_WATCH) < 0 ? left : LONGEST_WATCH);
      }
    }
  }

  Acknowledgements.Standing standing(ConfigurationStore.Look look) {
    return look.acknowledgements().standing(look.entry().effectiveFrom(), requireAcknowledgement);
  }

  private boolean noted(Entry seen, Touch touch) {
    return touch.state() == State.DONE || store.commit(Turn.done(seen, touch));
  }

  private static void refuseOtherOrder(
      KeyOrder given, Direction direction, Touch touch, Entry seen) {
    String owner = seen.book().changedBy();
    if (touch.direction() != direction || !owner.equals(touch.change())) {
      throw new ProblemException(
          new Problem.ForOperator(
              "CHANGED_SINCE",
              "%s is no longer where the order to %s it left it: %s; look at it"
                  .formatted(
                      given.key().path(),
                      direction.verb(),
                      owner.equals(given.order().change())
                          ? "the change was ordered the other way"
                          : "change " + owner + " touched it since")));
    }
    seen.refuseForeignEdit(given.order().change());
  }
}
