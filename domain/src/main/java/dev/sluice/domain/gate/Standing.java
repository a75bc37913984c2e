package dev.sluice.domain.gate;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Why a change waits at the gate.
 *
 * @param cause what kind of thing it waits for
 * @param on whom or what: a change's id, the name of a freeze, incident or cap
 * @param words the same for people, as the end of "waits for …"
 */
public record Standing(Cause cause, String on, String words) {
  /**
   * The same as was told before where that is for the same thing: words are made only when they are
   * new.
   */
  static Standing of(@Nullable Standing told, Cause cause, String on, Supplier<String> words) {
    return told != null && told.isOf(cause, on) ? told : new Standing(cause, on, words.get());
  }

  boolean isOf(Cause otherCause, String other) {
    return cause == otherCause && on.equals(other);
  }

  /** What a change can wait for. */
  public enum Cause {
    /** A change that runs, or one that is before it in the queue. */
    CHANGE,
    /** Too many targets would be at risk. */
    CAP,
    FREEZE,
    INCIDENT,
    /** The gate began anew, and finds out who runs. */
    GATE,
    /** It is too early. */
    TIME
  }
}
