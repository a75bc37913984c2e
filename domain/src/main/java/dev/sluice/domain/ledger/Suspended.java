package dev.sluice.domain.ledger;

/**
 * A change that had begun was laid aside.
 *
 * @param reason why: a freeze, an incident
 * @param actor who did it; empty for Sluice itself
 */
public record Suspended(String reason, String actor) implements Content {
  public Suspended {
    reason = Limits.needed("reason", reason);
    actor = Limits.text(actor);
  }
}
