package dev.sluice.domain.subdomain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.OrderBook.Step;
import dev.sluice.domain.subdomain.OrderBook.Touch;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OrderBookTest {
  private static final Direction APPLY = Direction.APPLY;
  private static final Direction REVERT = Direction.REVERT;

  private static TargetOrder order(String change, Direction direction, long fence) {
    String key = "%s/1/n1/%s".formatted(change, direction.verb());
    return new TargetOrder(change, "n1", "release", Map.of("version", "v2"), key, fence);
  }

  private static OrderBook given(OrderBook book, String change, Direction direction, long fence) {
    return book.ordered(order(change, direction, fence), direction, "v1");
  }

  private static Problem refusal(OrderBook book, TargetOrder order, Direction direction) {
    return assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> book.step(order, direction))
        .actual()
        .problem();
  }

  @Test
  void aFirstOrderBeginsAndTheSameOneGoesOnUntilItIsDone() {
    TargetOrder order = order("c1", APPLY, 1);
    assertThat(OrderBook.EMPTY.step(order, APPLY)).isEqualTo(Step.BEGIN);

    OrderBook ordered = given(OrderBook.EMPTY, "c1", APPLY, 1);
    assertThat(ordered.step(order("c1", APPLY, 2), APPLY)).isEqualTo(Step.GO_ON);
    assertThat(ordered.changedBy()).isEqualTo("c1");
    assertThat(ordered.done("c1").step(order("c1", APPLY, 3), APPLY)).isEqualTo(Step.NOTHING);
  }

  @Test
  void anOlderAttemptIsRefused() {
    OrderBook book = given(OrderBook.EMPTY, "c1", APPLY, 7);
    assertThat(refusal(book, order("c1", APPLY, 6), APPLY).code()).isEqualTo("STALE_ATTEMPT");
  }

  @Test
  void aLateApplyCannotUndoTheWayBack() {
    OrderBook back = given(given(OrderBook.EMPTY, "c1", APPLY, 1), "c1", REVERT, 1);
    assertThat(refusal(back, order("c1", APPLY, 99), APPLY).code()).isEqualTo("STALE_ATTEMPT");
    assertThat(refusal(back.done("c1"), order("c1", APPLY, 99), APPLY).code())
        .isEqualTo("STALE_ATTEMPT");
  }

  @Test
  void whatWasNeverTouchedIsNotTakenBack() {
    assertThat(OrderBook.EMPTY.step(order("c1", REVERT, 1), REVERT)).isEqualTo(Step.NOTHING);
    assertThat(OrderBook.EMPTY.remembered("c1", "v1").step(order("c1", REVERT, 1), REVERT))
        .isEqualTo(Step.NOTHING);
  }

  @Test
  void aLateApplyIsRefusedWhereTheWayBackFoundNothing() {
    OrderBook before = given(OrderBook.EMPTY, "c0", APPLY, 1).done("c0");
    OrderBook book = before.remembered("c1", "v1").leftAlone(order("c1", REVERT, 1), "v1");

    assertThat(refusal(book, order("c1", APPLY, 99), APPLY).code()).isEqualTo("STALE_ATTEMPT");
    assertThat(book.step(order("c1", REVERT, 1), REVERT)).isEqualTo(Step.NOTHING);
    assertThat(book.changedBy()).isEqualTo("c0");
    assertThat(before.leftAlone(order("c0", REVERT, 1), "v1")).isEqualTo(before);
  }

  @Test
  void theWayBackOfAnUnfinishedOrderBegins() {
    OrderBook half = given(OrderBook.EMPTY, "c1", APPLY, 1);
    assertThat(half.step(order("c1", REVERT, 1), REVERT)).isEqualTo(Step.BEGIN);
  }

  @Test
  void whatWasBeforeTheFirstTouchIsKeptForTheWayBack() {
    OrderBook book =
        OrderBook.EMPTY
            .ordered(order("c1", APPLY, 1), APPLY, "v1")
            .done("c1")
            .ordered(order("c1", REVERT, 1), REVERT, "v2");
    assertThat(book.touch("c1").orElseThrow().before()).isEqualTo("v1");
  }

  @Test
  void aTargetTakenBackBelongsToTheChangeBefore() {
    OrderBook two = given(given(OrderBook.EMPTY, "c1", APPLY, 1).done("c1"), "c2", APPLY, 1);
    assertThat(two.done("c2").changedBy()).isEqualTo("c2");
    OrderBook back = given(two.done("c2"), "c2", REVERT, 1);
    assertThat(back.changedBy()).isEqualTo("c2");
    assertThat(back.done("c2").changedBy()).isEqualTo("c1");
    assertThat(back.done("c2").step(order("c1", REVERT, 1), REVERT)).isEqualTo(Step.BEGIN);
  }

  @Test
  void aChangeThatWasOvertakenIsNotTakenBackOverTheOther() {
    OrderBook two =
        given(given(OrderBook.EMPTY, "c1", APPLY, 1).done("c1"), "c2", APPLY, 1).done("c2");
    Problem problem = refusal(two, order("c1", REVERT, 1), REVERT);
    assertThat(problem.code()).isEqualTo("CHANGED_SINCE");
    assertThat(problem.message()).contains("c2");
  }

  @Test
  void aTargetInAnotherChangesHandsIsBusyForNow() {
    OrderBook busy = given(OrderBook.EMPTY, "c1", APPLY, 1);
    assertThat(refusal(busy, order("c2", APPLY, 1), APPLY)).isInstanceOf(Problem.Passing.class);
  }

  @Test
  void aSnapshotStaysTheSameUntilAnotherChangeTouchesTheTarget() {
    OrderBook remembered = OrderBook.EMPTY.remembered("c2", "v1").remembered("c2", "v9");
    assertThat(remembered.touch("c2").orElseThrow().before()).isEqualTo("v1");
    assertThat(remembered.changedBy()).isEmpty();

    OrderBook touched = given(remembered, "c1", APPLY, 1);
    assertThat(touched.touch("c2")).isEmpty();
  }

  @Test
  void whatOthersRememberedOfATargetOnItsWayIsForgottenOnceItHasArrived() {
    OrderBook onItsWay = given(OrderBook.EMPTY, "c1", APPLY, 1).remembered("c2", "half v2");
    OrderBook arrived = onItsWay.done("c1");

    assertThat(arrived.touch("c2")).isEmpty();
    assertThat(arrived.remembered("c2", "v2").done("c1").touch("c2")).isPresent();
  }

  @Test
  void whatWasOnlyRememberedIsForgottenBeforeWhatWasDone() {
    OrderBook book = given(OrderBook.EMPTY, "c1", APPLY, 1);
    for (int i = 0; i < 50; i++) {
      book = book.remembered("plan" + i, "v1");
    }
    assertThat(book.touches()).hasSize(20);
    assertThat(book.changedBy()).isEqualTo("c1");
    assertThat(book.touch("plan49")).isPresent();
    assertThat(refusal(book, order("c2", APPLY, 1), APPLY)).isInstanceOf(Problem.Passing.class);
  }

  @Test
  void whatWasTakenBackIsForgottenBeforeWhatStands() {
    OrderBook book = given(OrderBook.EMPTY, "c1", APPLY, 1).done("c1");
    for (int i = 0; i < 50; i++) {
      book = book.leftAlone(order("back" + i, REVERT, 1), "v1");
    }
    assertThat(book.touches()).hasSize(20);
    assertThat(book.changedBy()).isEqualTo("c1");
    assertThat(book.newest(2).touches()).extracting(Touch::change).containsExactly("c1", "back49");
  }

  @Test
  void onlyTheNewestChangesAreKept() {
    OrderBook book = OrderBook.EMPTY;
    for (int i = 0; i < 50; i++) {
      book = given(book, "c" + i, APPLY, 1).done("c" + i);
    }
    assertThat(book.touches()).hasSize(20);
    assertThat(book.changedBy()).isEqualTo("c49");
  }
}
