package dev.sluice.domain.ledger;

import java.time.Duration;

/**
 * A way back came to its end.
 *
 * @param reason why it was gone
 * @param targets targets it had to bring back
 * @param took how long it took
 * @param complete whether all are back
 */
public record RolledBack(String reason, int targets, Duration took, boolean complete)
    implements Content {
  public RolledBack {
    reason = Limits.text(reason);
    targets = Limits.count("targets", targets);
    took = Limits.length("took", took);
  }
}
