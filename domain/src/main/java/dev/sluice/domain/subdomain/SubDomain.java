package dev.sluice.domain.subdomain;

import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import java.time.Duration;
import java.util.List;

/**
 * A technical area with its own change system. Implementations are thread-safe and block; calls are
 * interrupted to cancel them, and then end soon with the thread's interrupt flag set.
 *
 * <p>Every method throws {@link ProblemException} and says in it who must act: the author ({@link
 * Problem.ForAuthor}), an operator ({@link Problem.ForOperator}) or nobody, where the same call may
 * succeed later ({@link Problem.Passing}).
 *
 * <p>What is remembered of orders outlives the process that took them: {@link OrderBook} says what
 * they mean.
 */
public interface SubDomain {
  /** Name in change types, resource names and the task queue {@code sluice-<name>}. */
  String name();

  /** What it offers. The same for as long as it runs. */
  Description describe();

  /**
   * Lists targets in name order.
   *
   * @return at most {@code query.limit()} targets; fewer mean that the range has no more
   */
  List<Target> list(TargetQuery query);

  /** Says whether a target may be changed now. Touches nothing. */
  Readiness precheck(TargetOrder order);

  /**
   * Remembers what is needed to take a target back, before it is touched. The same change again
   * gives the same answer, whatever has happened since.
   */
  Snapshot snapshot(TargetOrder order);

  /**
   * Gives the order to change a target, and returns once its system has taken it. Takes the
   * snapshot if there is none yet. The same key again has no second effect; a call with a smaller
   * fence than one already seen, or one that comes after the way back, is refused.
   */
  Effect apply(TargetOrder order);

  /**
   * Waits until a target has done what it was last ordered: runs the new state, or the one before,
   * and is healthy. A target that had arrived is asked again later: whether it still is as it was
   * ordered, whoever touched it since.
   *
   * @param order as it was given; its key and its fence may be others
   * @param direction which way it was given
   * @param within after this long it says how far the target is
   */
  Arrival await(TargetOrder order, Direction direction, Duration within);

  /**
   * Gives the order to take a target back to the state it had before {@code order.change()} first
   * touched it. A target that change never touched is {@link Effect#ALREADY_THERE}, and remembers
   * that it must not be touched by it any more; one that a later change touched is refused.
   * Idempotent and fenced as {@link #apply}.
   *
   * <p>A target that was taken back no longer lists that change as {@link Target#changedBy()}: one
   * that still does, or is unhealthy, counts as not back.
   */
  Effect revert(TargetOrder order);

  /**
   * Says how targets can be watched. Touches nothing.
   *
   * @param targets names, at most {@link TargetQuery#MAX_LIMIT}
   */
  Observation observe(List<String> targets);
}
