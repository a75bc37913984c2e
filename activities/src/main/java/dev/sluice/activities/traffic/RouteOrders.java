package dev.sluice.activities.traffic;

import dev.sluice.activities.subdomain.OrderJournal.Entry;
import dev.sluice.activities.subdomain.OrderJournal.Page;
import dev.sluice.domain.subdomain.Direction;
import dev.sluice.domain.subdomain.Effect;
import dev.sluice.domain.subdomain.OrderBook;
import dev.sluice.domain.subdomain.OrderBook.Step;
import dev.sluice.domain.subdomain.OrderBook.Touch;
import dev.sluice.domain.subdomain.TargetOrder;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tells proxies what orders want, each once, and nothing over what somebody else told them. */
final class RouteOrders {
  private RouteOrders() {}

  /** Settings before a change first touched a route, remembered for good. */
  static Settings remember(Place place, TargetOrder order) {
    return place
        .journal()
        .change(
            place.target(),
            page -> {
              Reading now = place.read();
              Entry entry = page.entry();
              OrderBook book = entry.book().remembered(order.change(), now.now().text());
              if (!book.equals(entry.book())) {
                page.write(new Entry(book, entry.note()));
              }
              return book.touch(order.change())
                  .map(touch -> Settings.read(touch.before()))
                  .orElse(now.now());
            });
  }

  static Effect apply(Place place, TargetOrder order, Wish wish) {
    return place
        .journal()
        .change(place.target(), page -> give(page, place, order, Direction.APPLY, wish));
  }

  static Effect revert(Place place, TargetOrder order) {
    return place
        .journal()
        .change(place.target(), page -> give(page, place, order, Direction.REVERT, null));
  }

  /**
   * Tells a proxy again what an order under way wants of it, where it was restarted or not all was
   * told. Has no effect when that is no longer so.
   */
  static void goOn(Place place, TargetOrder order, String key) {
    place
        .journal()
        .change(
            place.target(),
            page -> {
              Entry entry = page.entry();
              Written written = Written.of(place.target(), entry);
              boolean under =
                  entry.book().touch(order.change()).stream()
                      .anyMatch(touch ->
                          touch.state() == OrderBook.State.ORDERED && touch.key().equals(key));
              if (under && written != null && written.key().equals(key)) {
                Reading now = place.read();
                refuseForeign(place, entry, now);
                carry(page, place, now, entry.book(), written);
              }
              return true;
            });
  }

  private static Effect give(
      Page page, Place place, TargetOrder order, Direction direction, @Nullable Wish wish) {
    Entry entry = page.entry();
    OrderBook book = entry.book();
    Step step = book.step(order, direction);
    Written last = Written.of(place.target(), entry);
    boolean own = book.changedBy().equals(order.change());
    if (step == Step.NOTHING && (!own || last == null)) {
      if (direction == Direction.REVERT) {
        leaveAlone(page, place, order);
      }
      return Effect.ALREADY_THERE;
    }
    Reading now = place.read();
    refuseForeign(place, entry, now);
    if (last != null && step == Step.GO_ON) {
      return carry(page, place, now, book, last);
    }
    if (last != null && step == Step.NOTHING) {
      return Drift.of(now, last) == Drift.FORGOTTEN
          ? carry(page, place, now, book.ordered(order, direction, ""), last.anew(order, now))
          : Effect.ALREADY_THERE;
    }
    refuseForgotten(place, entry, now, order);
    Touch touch = book.touch(order.change()).orElse(null);
    refuseChangedSinceSnapshot(place, touch, now);
    Settings before = touch == null ? now.now() : Settings.read(touch.before());
    Settings wanted =
        wish == null
            ? present(place, before, now)
            : wish.settings(
                before,
                own && last != null ? last.wanted() : now.now(),
                now,
                place.system().mostWeight());
    return carry(
        page,
        place,
        now,
        book.ordered(order, direction, now.now().text()),
        Written.ordered(order.key(), now.now(), wanted));
  }

  /** A route that a change never touched must not be touched by it any more. */
  private static void leaveAlone(Page page, Place place, TargetOrder order) {
    Entry entry = page.entry();
    String before = entry.book().touch(order.change()).isPresent() ? "" : place.read().now().text();
    OrderBook noted = entry.book().leftAlone(order, before);
    if (!noted.equals(entry.book())) {
      page.write(new Entry(noted, entry.note()));
    }
  }

  private static Effect carry(
      Page page, Place place, Reading now, OrderBook book, Written written) {
    boolean different = Drift.of(now, written) != Drift.NONE;
    if (!different && written.complete()) {
      return Effect.ALREADY_THERE;
    }
    // First the book, then the proxy: a crash in between is known to have happened.
    page.write(new Entry(book, written.begunAgain().text()));
    if (different) {
      place.system().write(now, written.wanted());
    }
    Reading after = place.read();
    page.write(new Entry(book, written.completed(after.run(), place.system().count(after)).text()));
    return different ? Effect.APPLIED : Effect.ALREADY_THERE;
  }

  private static void refuseForeign(Place place, Entry entry, Reading now) {
    Written last = Written.of(place.target(), entry);
    boolean owned =
        !entry.book().changedBy().isEmpty()
            || entry.book().touches().stream()
                .anyMatch(touch -> touch.state() == OrderBook.State.ORDERED);
    if (last != null && owned && Drift.of(now, last) == Drift.FOREIGN) {
      throw TrafficProblems.operator("CHANGED_BY_OTHERS", DriftWords.foreign(place, now, last));
    }
  }

  private static void refuseForgotten(Place place, Entry entry, Reading now, TargetOrder order) {
    String owner = entry.book().changedBy();
    Written last = Written.of(place.target(), entry);
    if (last != null
        && !owner.isEmpty()
        && !owner.equals(order.change())
        && Drift.of(now, last) == Drift.FORGOTTEN) {
      throw TrafficProblems.operator("FORGOTTEN", DriftWords.forgotten(place, now, last, owner));
    }
  }

  private static void refuseChangedSinceSnapshot(Place place, @Nullable Touch touch, Reading now) {
    if (touch != null
        && touch.state() == OrderBook.State.REMEMBERED
        && !Settings.read(touch.before()).equals(now.now())) {
      throw TrafficProblems.operator(
          "CHANGED_BY_OTHERS",
          "%s was split %s when its snapshot was taken, and is split %s now; plan the change anew"
              .formatted(
                  place.target(), now.words(Settings.read(touch.before())), now.words(now.now())));
    }
  }

  /** What was before, over the backends that there are. */
  private static Settings present(Place place, Settings before, Reading now) {
    TreeMap<String, Integer> weights = new TreeMap<>(now.now().weights());
    before
        .weights()
        .forEach((backend, weight) -> {
          if (now.backends().containsKey(backend)) {
            weights.put(backend, weight);
          } else if (weight > 0) {
            throw TrafficProblems.operator(
                "VANISHED_BACKEND",
                "%s sent requests to %s, which is gone: it can't be taken back to that; bring the backend back"
                    .formatted(place.target(), backend));
          }
        });
    return Settings.of(weights, before.headers());
  }
}
