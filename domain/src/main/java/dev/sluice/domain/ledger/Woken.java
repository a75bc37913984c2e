package dev.sluice.domain.ledger;

import java.time.Duration;

/**
 * A change that was laid aside goes on.
 *
 * @param actor who did it; empty for Sluice itself
 * @param after how long it lay aside
 */
public record Woken(String actor, Duration after) implements Content {
  public Woken {
    actor = Limits.text(actor);
    after = Limits.length("after", after);
  }
}
