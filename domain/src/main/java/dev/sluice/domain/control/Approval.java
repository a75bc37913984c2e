package dev.sluice.domain.control;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One person's yes.
 *
 * @param actor who said it
 * @param role in which role it counts; empty for none in particular
 * @param expiry from when on it counts no more if the change has not begun; null for never
 */
public record Approval(String actor, String role, @Nullable Instant expiry) {
  public boolean holdsAt(Instant now) {
    return expiry == null || now.isBefore(expiry);
  }
}
