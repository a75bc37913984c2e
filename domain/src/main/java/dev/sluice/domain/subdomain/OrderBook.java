package dev.sluice.domain.subdomain;

import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a target remembers of the changes that touched it. It is kept beside the target, in the
 * target's own system, so that an order that comes twice, too late or after a crash finds out what
 * became of the first.
 *
 * <p>An adapter reads it with the target's state, asks {@link #step} what is to be done, and writes
 * {@link #ordered} together with the change itself, or before it where that can't be one write.
 * Where there is nothing to take back it writes {@link #leftAlone}.
 *
 * @param touches by the order in which changes first touched it, the oldest first; only 20 are
 *     kept, the newest ones, and those whose state the target may have rather than those that only
 *     remembered or were taken back
 */
public record OrderBook(List<Touch> touches) {
  public static final OrderBook EMPTY = new OrderBook(List.of());

  private static final int MOST = 20;

  public OrderBook {
    touches = List.copyOf(newest(touches, MOST));
  }

  private static List<Touch> newest(List<Touch> touches, int most) {
    List<Touch> kept = new ArrayList<>(touches);
    while (kept.size() > most) {
      kept.remove(leastNeeded(kept));
    }
    return kept;
  }

  /**
   * The oldest that only remembered, else the oldest that was taken back, else the oldest: without
   * what changes did, nothing is safe.
   */
  private static int leastNeeded(List<Touch> touches) {
    int remembered = -1;
    int takenBack = -1;
    for (int i = touches.size() - 2; i >= 0; i--) {
      Touch touch = touches.get(i);
      remembered = touch.state() == State.REMEMBERED ? i : remembered;
      takenBack = touch.state() != State.REMEMBERED && !touch.isTouched() ? i : takenBack;
    }
    return remembered >= 0 ? remembered : Math.max(takenBack, 0);
  }

  /**
   * One change on this target.
   *
   * @param change its id
   * @param before what the target was like before, in whatever form its sub-domain can bring back
   * @param direction of the newest order
   * @param key of the newest order; empty before the first
   * @param fence of the newest order
   * @param state how far that order is
   */
  public record Touch(
      String change, String before, Direction direction, String key, long fence, State state) {

    private boolean isTouched() {
      return state != State.REMEMBERED && !(direction == Direction.REVERT && state == State.DONE);
    }

    private Touch in(State next) {
      return new Touch(change, before, direction, key, fence, next);
    }
  }

  /** How far the newest order of a change is. */
  public enum State {
    /** None was given: only what was before is remembered. */
    REMEMBERED,
    ORDERED,
    /** The target has arrived where the order wants it. */
    DONE
  }

  /** What an order asks for, given what was ordered before. */
  public enum Step {
    /** Nobody gave this order yet. */
    BEGIN,
    /** It was given, and it is not known that the target arrived: bring it there. */
    GO_ON,
    /** It was carried out, or there is nothing to take back. */
    NOTHING
  }

  /** Id of the change whose state the target has; empty where none is known. */
  public String changedBy() {
    return touches.reversed().stream()
        .filter(Touch::isTouched)
        .map(Touch::change)
        .findFirst()
        .orElse("");
  }

  /**
   * With fewer touches, for places with little room.
   *
   * @param most at least 1
   */
  public OrderBook newest(int most) {
    return new OrderBook(newest(touches, most));
  }

  public Optional<Touch> touch(String change) {
    return touches.stream().filter(touch -> touch.change().equals(change)).findFirst();
  }

  /**
   * What is to be done about an order.
   *
   * @throws ProblemException when it comes too late, or another change is in the way
   */
  public Step step(TargetOrder order, Direction direction) {
    Touch touch = touch(order.change()).orElse(null);
    if (touch == null || touch.state() == State.REMEMBERED) {
      return direction == Direction.REVERT ? Step.NOTHING : first(order);
    }
    refuseStale(order, direction, touch);
    boolean same = touch.direction() == direction && touch.key().equals(order.key());
    boolean back = touch.direction() == Direction.REVERT && touch.state() == State.DONE;
    if (back || (same && touch.state() == State.DONE)) {
      return Step.NOTHING;
    }
    refuseOvertaken(order);
    return same ? Step.GO_ON : Step.BEGIN;
  }

  /** Another change that is still under way must come to its end first. */
  private Step first(TargetOrder order) {
    Optional<Touch> busy =
        touches.stream().filter(touch -> touch.state() == State.ORDERED).findFirst();
    if (busy.isPresent()) {
      throw new ProblemException(
          new Problem.Passing(
              "TARGET_BUSY",
              "change %s is at work on %s; try again when it is done"
                  .formatted(busy.get().change(), order.target())));
    }
    return Step.BEGIN;
  }

  private static void refuseStale(TargetOrder order, Direction direction, Touch touch) {
    boolean late = touch.direction() == direction && order.fence() < touch.fence();
    boolean takenBack = direction == Direction.APPLY && touch.direction() == Direction.REVERT;
    if (late || takenBack) {
      throw new ProblemException(
          new Problem.ForOperator(
              "STALE_ATTEMPT",
              "attempt %d to %s %s is refused: %s; let the newer order end"
                  .formatted(
                      order.fence(),
                      direction.verb(),
                      order.target(),
                      takenBack
                          ? "the change was taken back there"
                          : "attempt " + touch.fence() + " was seen")));
    }
  }

  private void refuseOvertaken(TargetOrder order) {
    String owner = changedBy();
    if (!owner.equals(order.change())) {
      throw new ProblemException(
          new Problem.ForOperator(
              "CHANGED_SINCE",
              "change %s touched %s after %s did; take that one back first"
                  .formatted(owner, order.target(), order.change())));
    }
  }

  /**
   * The book once a change remembers what the target is like. Has no effect the second time.
   *
   * @param before in whatever form the sub-domain can bring back
   */
  public OrderBook remembered(String change, String before) {
    return touch(change).isPresent()
        ? this
        : with(new Touch(change, before, Direction.APPLY, "", 0, State.REMEMBERED));
  }

  /**
   * The book once an order was given. Other changes that only remembered what was before will have
   * to look again.
   *
   * @param before what the target is like, kept if this change touches it for the first time
   */
  public OrderBook ordered(TargetOrder order, Direction direction, String before) {
    String first = touch(order.change()).map(Touch::before).orElse(before);
    return withoutMemoriesOfOthers(order.change())
        .with(
            new Touch(order.change(), first, direction, order.key(), order.fence(), State.ORDERED));
  }

  /**
   * The book once a change was to be taken back from a target that it never touched: its calls to
   * apply that come later are refused. Has no effect on a change that did touch it.
   *
   * @param before what the target is like
   */
  public OrderBook leftAlone(TargetOrder order, String before) {
    Touch touch = touch(order.change()).orElse(null);
    return touch != null && touch.state() != State.REMEMBERED
        ? this
        : with(
            new Touch(
                order.change(),
                touch == null ? before : touch.before(),
                Direction.REVERT,
                order.key(),
                order.fence(),
                State.DONE));
  }

  /**
   * The book once the target has arrived where the newest order of a change wants it. What others
   * remembered of it on its way is not what it was before them. Has no effect the second time.
   */
  public OrderBook done(String change) {
    return touch(change)
        .filter(touch -> touch.state() == State.ORDERED)
        .map(touch -> withoutMemoriesOfOthers(change).with(touch.in(State.DONE)))
        .orElse(this);
  }

  private OrderBook withoutMemoriesOfOthers(String change) {
    return new OrderBook(
        touches.stream()
            .filter(touch -> touch.state() != State.REMEMBERED || touch.change().equals(change))
            .toList());
  }

  private OrderBook with(Touch changed) {
    List<Touch> next = new ArrayList<>(touches);
    next.replaceAll(touch -> touch.change().equals(changed.change()) ? changed : touch);
    if (!next.contains(changed)) {
      next.add(changed);
    }
    return new OrderBook(next);
  }
}
