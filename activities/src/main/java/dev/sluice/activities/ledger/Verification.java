package dev.sluice.activities.ledger;

/** What a walk along the whole chain found. */
public sealed interface Verification {
  /**
   * Every row follows the one before it.
   *
   * @param rows how many there are
   * @param head hash of the last one; 64 zeros without rows
   */
  record Sound(long rows, String head) implements Verification {}

  /**
   * The first row that is wrong.
   *
   * @param seq its place, from 1
   * @param wrong what is wrong
   * @param message the same as a sentence for people
   */
  record Broken(long seq, Wrong wrong, String message) implements Verification {}

  /** What can be wrong with a row. */
  enum Wrong {
    /** It is not as it was written. */
    CHANGED,
    /** It is not there. */
    MISSING,
    /** It was not written there. */
    INSERTED,
    /** It was written elsewhere. */
    REORDERED,
    /** The rows end before, or turn away from, a hash that was noted. */
    TRUNCATED
  }
}
