package dev.sluice.worker.temporal;

/** No usable Temporal server; the message says what to do. */
public final class TemporalUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TemporalUnavailableException(String message) {
    super(message);
  }

  TemporalUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
