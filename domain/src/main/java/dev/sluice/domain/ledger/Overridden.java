package dev.sluice.domain.ledger;

/**
 * A person decided otherwise.
 *
 * @param what what was decided otherwise
 * @param from what it was: a verdict, a risk, a freeze's name
 * @param to what it is now
 * @param actor who
 * @param role in which role
 * @param reason why
 */
public record Overridden(
    What what, String from, String to, String actor, String role, String reason)
    implements Content {
  public Overridden {
    from = Limits.text(from);
    to = Limits.text(to);
    actor = Limits.needed("actor", actor);
    role = Limits.text(role);
    reason = Limits.needed("reason", reason);
  }

  /** What can be decided otherwise. */
  public enum What {
    VERDICT,
    RISK,
    FREEZE
  }
}
