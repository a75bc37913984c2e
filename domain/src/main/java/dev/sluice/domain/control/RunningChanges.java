package dev.sluice.domain.control;

import dev.sluice.domain.problem.ProblemException;
import java.util.List;

/** Finds what is under way. */
@FunctionalInterface
public interface RunningChanges {
  /** Knows of none. */
  RunningChanges NONE = List::of;

  /** So many are judged at most. */
  int MOST = 1_000;

  /**
   * Changes that have begun and not ended, at most {@link #MOST}.
   *
   * @throws ProblemException while nobody can tell which; it is never taken for none
   */
  List<RunningChange> now();
}
