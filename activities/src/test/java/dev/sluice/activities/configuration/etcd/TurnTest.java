package dev.sluice.activities.configuration.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.Direction;
import dev.sluice.domain.subdomain.OrderBook.Step;
import dev.sluice.domain.subdomain.OrderBook.Touch;
import dev.sluice.domain.subdomain.TargetOrder;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What one transaction after the other makes of a key, without etcd. */
class TurnTest {
  private static final ConfigurationKey KEY = new ConfigurationKey("east", "checkout", "pool");

  private long revision = 10;

  @Test
  void theTextAndTheOrderAreOneTransaction() {
    Turn turn = apply(untouched("10"), "a", "20");

    assertThat(turn.edit()).isEqualTo(new Turn.Edit.Put(Layout.bytes("20")));
    assertThat(turn.orders().book().changedBy()).isEqualTo("a");
    assertThat(turn.kept()).isEqualTo(Layout.bytes("10"));
  }

  @Test
  void aTextThatIsThereAlreadyIsNotWrittenAgain() {
    Turn turn = apply(untouched("20"), "a", "20");

    assertThat(turn.edits()).isFalse();
    assertThat(after(turn).effectiveFrom()).isEqualTo(10);
  }

  @Test
  void anEditOfSomebodyElseIsSeenByItsText() {
    Entry set = after(Turn.done(after(apply(untouched("10"), "a", "20")), touch("a", "10", "20")));

    assertThat(set.foreignEdit("a")).isEmpty();
    assertThat(edited(set, "20").foreignEdit("a")).as("the same text").isEmpty();
    assertThat(edited(set, "25").foreignEdit("a").orElseThrow().code()).isEqualTo("CHANGED_SINCE");
    assertThat(edited(set, null).foreignEdit("a").orElseThrow().code()).isEqualTo("TARGET_GONE");
    assertThat(edited(set, "25").foreignEdit("b")).as("b has planned nothing yet").isEmpty();
  }

  @Test
  void aSnapshotHoldsAChangeToWhatItSaw() {
    Entry remembered = after(Turn.remember(untouched("10"), "a"));

    assertThat(remembered.foreignEdit("a")).isEmpty();
    assertThat(edited(remembered, "15").foreignEdit("a")).isPresent();
    assertThat(apply(remembered, "a", "20").kept()).as("kept by the snapshot").isNull();
  }

  @Test
  void aChangeThatAnotherHasStackedUponStillSeesTheEditBeneath() {
    Entry first = done(after(apply(untouched("10"), "a", "20")), "a");
    Entry second = done(after(apply(edited(first, "25"), "b", "30")), "b");
    Entry back = done(after(revert(second, "b", "25")), "b");

    assertThat(back.version()).isEqualTo(Text.versionOf(Layout.bytes("25")));
    assertThat(back.book().changedBy()).isEqualTo("a");
    assertThat(back.foreignEdit("a").orElseThrow().code()).isEqualTo("CHANGED_SINCE");
  }

  @Test
  void keptTextsAreForgottenOnceTheKeyIsBack() {
    Entry set = done(after(apply(untouched("10"), "a", "20")), "a");
    Turn back = Turn.done(after(revert(set, "a", "10")), set.book().touch("a").orElseThrow());
    Entry reverted = after(revert(set, "a", "10"));

    assertThat(back.edits()).isFalse();
    assertThat(Turn.done(reverted, reverted.book().touch("a").orElseThrow()).forgotten())
        .containsExactly("a");
  }

  @Test
  void aKeyThatWasRemovedIsLeftAbsentAndNotGone() {
    Entry removed = after(apply(untouched("10"), "a", null));

    assertThat(removed.version()).isEqualTo("absent");
    assertThat(removed.isGone()).isFalse();
    assertThat(removed.isTarget()).isTrue();
    assertThat(removed.effectiveFrom()).as("revision of the removal").isEqualTo(11);
    assertThat(done(removed, "a").effectiveFrom()).isEqualTo(11);
  }

  @Test
  void aChangeTakenBackBeforeItCameIsTooLateWhenItComes() {
    Entry fenced = after(Turn.neverApplied(untouched("10"), order("a", "revert", 1)));

    assertThat(fenced.book().changedBy()).isEmpty();
    Problem late =
        catchThrowableOfType(
                ProblemException.class,
                () -> fenced.book().step(order("a", "apply", 1), Direction.APPLY))
            .problem();
    assertThat(late.code()).isEqualTo("STALE_ATTEMPT");
    assertThat(fenced.book().step(order("b", "apply", 1), Direction.APPLY)).isEqualTo(Step.BEGIN);
  }

  @Test
  void whatIsRememberedOutlivesItsWriting() {
    KeyOrders orders = apply(untouched("10"), "a", "20").orders();

    assertThat(KeyOrders.read(orders.write(), 42, "there"))
        .isEqualTo(new KeyOrders(orders.book(), orders.left(), 42));
    for (String broken : new String[] {"", "[]", "{", "{}", "{\"orders\": 7}"}) {
      Problem met =
          catchThrowableOfType(
                  ProblemException.class, () -> KeyOrders.read(broken, 42, "/c/orders/x"))
              .problem();
      assertThat(met.code()).as(broken).isEqualTo("BROKEN_ORDER_BOOK");
      assertThat(met.message()).contains("/c/orders/x");
    }
  }

  private Turn apply(Entry seen, String change, @Nullable String text) {
    return Turn.apply(seen, order(change, "apply", 1), text == null ? null : Layout.bytes(text));
  }

  private Turn revert(Entry seen, String change, String text) {
    return Turn.revert(
        seen,
        order(change, "revert", 1),
        seen.book().touch(change).orElseThrow(),
        Layout.bytes(text));
  }

  private Entry done(Entry seen, String change) {
    return after(Turn.done(seen, seen.book().touch(change).orElseThrow()));
  }

  private Touch touch(String change, String before, String text) {
    return after(apply(untouched(before), change, text)).book().touch(change).orElseThrow();
  }

  /** What etcd would hold afterwards. */
  private Entry after(Turn turn) {
    revision++;
    Text text =
        switch (turn.edit()) {
          case Turn.Edit.Keep _ -> turn.seen().text();
          case Turn.Edit.Put(var bytes) -> new Text(bytes, revision, false);
          case Turn.Edit.Remove _ -> null;
        };
    return new Entry(
        KEY, text, KeyOrders.read(turn.orders().write(), revision, "orders"), revision);
  }

  private Entry edited(Entry seen, @Nullable String text) {
    revision++;
    return new Entry(
        KEY,
        text == null ? null : new Text(Layout.bytes(text), revision, false),
        seen.orders(),
        seen.ordersRevision());
  }

  private Entry untouched(String text) {
    return new Entry(KEY, new Text(Layout.bytes(text), revision, false), KeyOrders.NONE, 0);
  }

  private static TargetOrder order(String change, String verb, long fence) {
    return new TargetOrder(
        change, "live/east/checkout/pool", "set", Map.of(), change + "/" + verb, fence);
  }
}
