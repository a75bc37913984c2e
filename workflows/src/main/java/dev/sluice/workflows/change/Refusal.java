package dev.sluice.workflows.change;

import io.temporal.failure.ApplicationFailure;

/**
 * Why an update was refused. A validator's failure reaches the caller without its type, so that the
 * kind travels in the message.
 *
 * @param kind stable word
 * @param reason one sentence: what does not fit and what would
 */
public record Refusal(Kind kind, String reason) {
  private static final String SEPARATOR = ": ";

  /** Why an update was refused. */
  public enum Kind {
    /** The change's state does not allow it. */
    WRONG_STATE,
    /** This person may not do this (the requester can't approve). */
    NOT_ALLOWED
  }

  /** What the validator throws. */
  ApplicationFailure failure() {
    return ApplicationFailure.newNonRetryableFailure(kind.name() + SEPARATOR + reason, kind.name());
  }

  /**
   * Reads a refusal from a failure's original message; what no validator of ours wrote is a wrong
   * state.
   */
  public static Refusal of(String message) {
    for (Kind kind : Kind.values()) {
      String prefix = kind.name() + SEPARATOR;
      if (message.startsWith(prefix)) {
        return new Refusal(kind, message.substring(prefix.length()));
      }
    }
    return new Refusal(Kind.WRONG_STATE, message);
  }
}
