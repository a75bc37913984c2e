package dev.sluice.simulation.quarter;

import dev.sluice.domain.ledger.MatchedRule;
import dev.sluice.domain.ledger.MatchedRule.Status;
import java.util.List;

/**
 * A rule of the made-up policy.
 *
 * @param often share of the changes that it matches
 * @param right how often its alarms are true
 */
record DrawnRule(String name, Status status, String asks, double often, double right) {
  static final List<DrawnRule> ALL =
      List.of(
          new DrawnRule("core-in-working-hours", Status.ENFORCED, "wait for 08:00", 0.05, 0.8),
          new DrawnRule("no-friday-evening", Status.ENFORCED, "wait for Monday", 0.03, 0.3),
          new DrawnRule("one-zone-first", Status.SHADOW, "a stage of one zone", 0.08, 0.6));

  MatchedRule matched() {
    return new MatchedRule(name, status, asks);
  }

  boolean binds() {
    return status == Status.ENFORCED;
  }
}
