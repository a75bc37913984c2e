package dev.sluice.activities.conformance;

/** A sub-domain did otherwise than its contract says; the message says what. */
final class BrokenClaimException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BrokenClaimException(String message) {
    super(message);
  }

  static void require(boolean kept, String message) {
    if (!kept) {
      throw new BrokenClaimException(message);
    }
  }
}
