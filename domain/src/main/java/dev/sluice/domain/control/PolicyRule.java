package dev.sluice.domain.control;

/**
 * A rule that people wrote.
 *
 * @param name small letters, digits and -, unique among all rules
 * @param description one sentence for people
 * @param when the condition under which it applies, in CEL
 */
public record PolicyRule(
    String name, String description, RuleStatus status, String when, Asks asks) {
  private static final String NAME = "[a-z][a-z0-9-]{0,62}";

  public PolicyRule {
    if (!name.matches(NAME)) {
      throw new IllegalArgumentException(
          "name must be small letters, digits and -, at most 63: " + name);
    }
    if (asks.words().isEmpty()) {
      throw new IllegalArgumentException(
          "asks for nothing: add what it asks for, such as approvals or holdWhile");
    }
  }

  public boolean enforced() {
    return status == RuleStatus.ENFORCED;
  }
}
