package dev.sluice.domain.ledger;

/**
 * What people found out later about an alarm. About the same thing the latest one counts.
 *
 * @param on key of the entry it is about: a verdict, a hold, or what registered the change
 * @param rule rule of a policy it is about; empty where it is about a verdict
 * @param opinion what was found
 * @param actor by whom
 * @param reason how it was found
 */
public record Feedback(String on, String rule, Opinion opinion, String actor, String reason)
    implements Content {
  public Feedback {
    on = Limits.needed("on", on);
    rule = Limits.text(rule);
    actor = Limits.needed("actor", actor);
    reason = Limits.needed("reason", reason);
  }

  /** Whether an alarm was right. */
  public enum Opinion {
    /** It was: the change did harm. */
    TRUE_ALARM,
    /** It was not: the change was harmless. */
    FALSE_ALARM,
    /** There was none, and the change did harm. */
    MISSED
  }
}
