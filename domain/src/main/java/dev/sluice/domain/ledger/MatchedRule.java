package dev.sluice.domain.ledger;

/**
 * A rule of a policy that matched a change.
 *
 * @param rule its name
 * @param status whether it bound the change
 * @param asked what it asked for, in words
 */
public record MatchedRule(String rule, Status status, String asked) {
  public MatchedRule {
    rule = Limits.needed("rule", rule);
    asked = Limits.text(asked);
  }

  /** Whether a rule binds. */
  public enum Status {
    /** It is watched only. */
    SHADOW,
    /** It binds. */
    ENFORCED
  }
}
