package dev.sluice.domain.ledger;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A person agreed.
 *
 * @param actor who
 * @param role in which role
 * @param reason why; empty where none was asked for
 * @param expiry until when it holds; null for as long as the change runs
 */
public record Approved(String actor, String role, String reason, @Nullable Instant expiry)
    implements Content {
  public Approved {
    actor = Limits.needed("actor", actor);
    role = Limits.text(role);
    reason = Limits.text(reason);
    expiry = expiry == null ? null : expiry.truncatedTo(ChronoUnit.MILLIS);
  }
}
