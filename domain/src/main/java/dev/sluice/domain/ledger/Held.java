package dev.sluice.domain.ledger;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A change began to wait.
 *
 * @param cause why
 * @param on on whom or what: roles, the change that holds the lock, the freeze's or the rule's name
 * @param since when it began
 */
public record Held(HoldCause cause, String on, Instant since) implements Content {
  public Held {
    on = Limits.text(on);
    since = since.truncatedTo(ChronoUnit.MILLIS);
  }

  /**
   * It waits for people to approve it.
   *
   * @param needed how many of them
   */
  static Held forApprovals(int needed, Instant since) {
    return new Held(HoldCause.APPROVAL, needed == 1 ? "1 approval" : needed + " approvals", since);
  }
}
