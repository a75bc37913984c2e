package dev.sluice.domain.subdomain;

import dev.sluice.domain.problem.ProblemException;
import java.util.List;

/**
 * A technical area with its own change system. Implementations are thread-safe and block; calls are
 * interrupted to cancel them, and then end soon with the thread's interrupt flag set.
 *
 * <p>Every method throws {@link ProblemException} and says in it who must act.
 */
public interface SubDomain {
  /** Name in change types, resource names and the task queue {@code sluice-<name>}. */
  String name();

  /** One sentence for people. */
  String description();

  List<Capability> capabilities();

  /** How many targets of one batch may be worked on at the same time, at least 1. */
  int concurrency();

  /**
   * Lists targets in name order.
   *
   * @return at most {@code query.limit()} targets; fewer mean that the range has no more
   */
  List<Target> list(TargetQuery query);

  /** Says whether a target may be changed now. Touches nothing. */
  Readiness precheck(TargetOrder order);

  /** Changes a target and waits until it says it runs the new state and is healthy. */
  Effect apply(TargetOrder order);

  /**
   * Takes a target back to the state it had before {@code order.change()} first touched it, and
   * waits until it says so. A target that change never touched is {@link Effect#ALREADY_THERE}.
   *
   * <p>A target that was taken back no longer lists that change as {@link Target#changedBy()}: one
   * that still does, or is unhealthy, counts as not back.
   */
  Effect revert(TargetOrder order);
}
