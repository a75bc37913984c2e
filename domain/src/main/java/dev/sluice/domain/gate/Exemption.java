package dev.sluice.domain.gate;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who lets a change pass freezes and incidents.
 *
 * @param actor empty where nobody does
 * @param expiry from when on it counts no more; null for never
 */
public record Exemption(String actor, String reason, @Nullable Instant expiry) {
  public static final Exemption NONE = new Exemption("", "", null);

  boolean holdsAt(Instant now) {
    return !actor.isEmpty() && (expiry == null || now.isBefore(expiry));
  }
}
