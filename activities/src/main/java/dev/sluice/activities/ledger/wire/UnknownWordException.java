package dev.sluice.activities.ledger.wire;

/** A body says something that this version does not know. */
final class UnknownWordException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnknownWordException(String word) {
    super("unknown: " + word, null, false, false);
  }
}
