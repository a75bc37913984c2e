package dev.sluice.domain.ledger;

import java.time.Duration;

/**
 * A change waits no longer.
 *
 * @param cause why it waited
 * @param on as in {@link Held}
 * @param after how long it waited
 */
public record Released(HoldCause cause, String on, Duration after) implements Content {
  public Released {
    on = Limits.text(on);
    after = Limits.length("after", after);
  }
}
