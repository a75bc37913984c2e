package dev.sluice.domain.reconcile;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one target.
 *
 * @param version what it ran when it last told
 * @param lastTold when that was, if it told nothing at the newest look; null if it did
 */
public record Remembered(String version, @Nullable Instant lastTold) {
  public static Remembered now(String version) {
    return new Remembered(version, null);
  }

  boolean isCurrent() {
    return lastTold == null;
  }

  /** When it last told. */
  Instant told(Instant lookedAt) {
    return lastTold == null ? lookedAt : lastTold;
  }
}
