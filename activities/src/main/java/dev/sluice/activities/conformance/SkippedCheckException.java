package dev.sluice.activities.conformance;

/** A check can't be made on this sub-domain; the message says why. */
final class SkippedCheckException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SkippedCheckException(String message) {
    super(message);
  }
}
