package dev.sluice.activities.reconcile;

import dev.sluice.domain.problem.ProblemException;
import java.time.Instant;

/** What became of the workflows of changes. Thread-safe. */
@FunctionalInterface
public interface Fates {
  /**
   * What became of one.
   *
   * @throws ProblemException when it can't be told
   */
  Fate of(String change);

  /** What became of a change's workflow. */
  sealed interface Fate {
    /** It runs, or ended by itself and has written its end or is about to. */
    record OnItsWay() implements Fate {}

    /** Nobody knows: it was removed, or never ran here. */
    record Unknown() implements Fate {}

    /**
     * It was ended from outside, and can't write its end.
     *
     * @param how in words
     * @param at when
     */
    record CutOff(String how, Instant at) implements Fate {}
  }
}
