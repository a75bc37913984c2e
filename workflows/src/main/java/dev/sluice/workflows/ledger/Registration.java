package dev.sluice.workflows.ledger;

import dev.sluice.domain.control.AppliedRule;
import dev.sluice.domain.control.ControlLevel;
import dev.sluice.domain.control.RuleStatus;
import dev.sluice.domain.ledger.ChangeKind;
import dev.sluice.domain.ledger.MatchedRule;
import dev.sluice.domain.ledger.Registered;
import dev.sluice.domain.plan.ChangePlan;
import dev.sluice.domain.plan.Classification;
import dev.sluice.domain.plan.Footprint;
import java.util.Collection;
import java.util.List;

/** What the ledger is told first of a change. */
public final class Registration {
  /** A row of the ledger names no more of a kind. */
  private static final int MOST_NAMED = 100;

  private Registration() {}

  /** Of a change that Sluice carries out itself. */
  public static Registered of(ChangePlan plan, String requester) {
    return of(
        plan,
        requester,
        ChangeKind.OWN,
        plan.classification().level(),
        plan.classification().footprint().zones().keySet());
  }

  /**
   * Of a planned change, whoever carries it out.
   *
   * @param level control level that it reaches
   * @param zones zones that it touches
   */
  public static Registered of(
      ChangePlan plan,
      String requester,
      ChangeKind kind,
      ControlLevel level,
      Collection<String> zones) {
    Classification classification = plan.classification();
    Footprint footprint = classification.footprint();
    Double probability = footprint.probability();
    return new Registered(
        plan.type(),
        String.valueOf(plan.typeVersion()),
        kind,
        plan.title(),
        requester,
        first(plan.services()),
        first(zones),
        plan.targets(),
        footprint.share(),
        footprint.reversible(),
        classification.changeClass(),
        classification.risk(),
        probability == null ? Double.NaN : probability,
        level,
        first(classification.reasons()),
        first(classification.controls().rules()).stream().map(Registration::matched).toList());
  }

  private static <T> List<T> first(Collection<T> things) {
    return things.stream().limit(MOST_NAMED).toList();
  }

  private static MatchedRule matched(AppliedRule rule) {
    return new MatchedRule(
        rule.name(),
        rule.status() == RuleStatus.SHADOW
            ? MatchedRule.Status.SHADOW
            : MatchedRule.Status.ENFORCED,
        rule.said());
  }
}
