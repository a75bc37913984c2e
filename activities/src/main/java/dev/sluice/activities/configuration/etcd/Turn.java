package dev.sluice.activities.configuration.etcd;

import dev.sluice.domain.subdomain.Direction;
import dev.sluice.domain.subdomain.OrderBook;
import dev.sluice.domain.subdomain.OrderBook.Touch;
import dev.sluice.domain.subdomain.TargetOrder;
import io.etcd.jetcd.ByteSequence;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One transaction on one key, decided from what etcd held, and carried out only if it still does.
 *
 * @param seen what was there
 * @param edit what becomes of the text
 * @param orders what is remembered afterwards
 * @param change whose turn it is
 * @param kept text to be kept for the way back; null for none
 * @param forgotten changes whose kept texts are needed no more
 */
record Turn(
    Entry seen,
    Edit edit,
    KeyOrders orders,
    String change,
    @Nullable ByteSequence kept,
    List<String> forgotten) {

  Turn {
    forgotten = List.copyOf(forgotten);
  }

  /** What becomes of a key's text. */
  sealed interface Edit {
    record Keep() implements Edit {}

    record Put(ByteSequence bytes) implements Edit {}

    record Remove() implements Edit {}

    static Edit to(@Nullable ByteSequence bytes) {
      return bytes == null ? new Remove() : new Put(bytes);
    }
  }

  boolean edits() {
    return !(edit instanceof Edit.Keep);
  }

  /** A change remembers what is there. */
  static Turn remember(Entry seen, String change) {
    OrderBook book = seen.book().remembered(change, Before.of(seen).write());
    return keeping(seen, new KeyOrders(book, seen.orders().left(), at(seen)), change);
  }

  /**
   * A change sets the key.
   *
   * @param wanted the text it shall have; null to remove it
   */
  static Turn apply(Entry seen, TargetOrder order, @Nullable ByteSequence wanted) {
    String version = wanted == null ? Text.ABSENT : Text.versionOf(wanted);
    boolean there = version.equals(seen.version());
    OrderBook book = seen.book().ordered(order, Direction.APPLY, Before.of(seen).write());
    return new Turn(
        seen,
        there ? new Edit.Keep() : Edit.to(wanted),
        new KeyOrders(book, version, there ? at(seen) : 0),
        order.change(),
        firstSeen(seen, order.change()),
        dropped(seen.book(), book));
  }

  /**
   * A change takes the key back.
   *
   * @param touch of the change
   * @param text it had before; null where it was not there
   */
  static Turn revert(Entry seen, TargetOrder order, Touch touch, @Nullable ByteSequence text) {
    String version = Before.read(touch.before(), seen.key()).version();
    boolean there = version.equals(seen.version());
    OrderBook book = seen.book().ordered(order, Direction.REVERT, touch.before());
    return new Turn(
        seen,
        there ? new Edit.Keep() : Edit.to(text),
        new KeyOrders(book, version, there ? at(seen) : 0),
        order.change(),
        null,
        dropped(seen.book(), book));
  }

  /** The key has arrived where a change wants it. */
  static Turn done(Entry seen, Touch touch) {
    OrderBook book = seen.book().done(touch.change());
    boolean back = touch.direction() == Direction.REVERT;
    String left = back ? Before.read(touch.before(), seen.key()).left() : seen.orders().left();
    return new Turn(
        seen,
        new Edit.Keep(),
        new KeyOrders(book, left, at(seen)),
        touch.change(),
        null,
        back ? List.of(touch.change()) : List.of());
  }

  /**
   * A change that never touched the key is taken back: it is noted as such, so that its order comes
   * too late if it comes after all.
   */
  static Turn neverApplied(Entry seen, TargetOrder order) {
    OrderBook book = seen.book().leftAlone(order, Before.of(seen).write());
    return new Turn(
        seen,
        new Edit.Keep(),
        new KeyOrders(book, seen.orders().left(), at(seen)),
        order.change(),
        null,
        dropped(seen.book(), book));
  }

  private static Turn keeping(Entry seen, KeyOrders orders, String change) {
    return new Turn(
        seen,
        new Edit.Keep(),
        orders,
        change,
        firstSeen(seen, change),
        dropped(seen.book(), orders.book()));
  }

  /** The text that is there, when the change has not kept one yet. */
  private static @Nullable ByteSequence firstSeen(Entry seen, String change) {
    Text text = seen.text();
    return text == null || seen.book().touch(change).isPresent() ? null : text.bytes();
  }

  /** The revision of the last order, for writes that give none; 1 is before every revision. */
  private static long at(Entry seen) {
    return Math.max(1, seen.orders().at());
  }

  private static List<String> dropped(OrderBook before, OrderBook after) {
    List<String> dropped = new ArrayList<>();
    for (Touch touch : before.touches()) {
      if (after.touch(touch.change()).isEmpty()) {
        dropped.add(touch.change());
      }
    }
    return dropped;
  }
}
