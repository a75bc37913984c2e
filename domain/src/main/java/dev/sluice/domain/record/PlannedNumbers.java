package dev.sluice.domain.record;

import dev.sluice.domain.control.ChangeFacts;
import dev.sluice.domain.control.ChangeRecord;
import dev.sluice.domain.control.Policies;
import dev.sluice.domain.ledger.Registered;
import dev.sluice.domain.plan.Assessment;
import dev.sluice.domain.plan.ChangeClass;
import dev.sluice.domain.plan.Classification;
import dev.sluice.domain.plan.RulesRisk;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What is known of a change before it runs, as the numbers that a risk model learns from. The only
 * place where they are made: of a change in the ledger to learn from it, of one that is being
 * planned to ask about it. What the model itself or policies made of a change is left out, so that
 * no model learns from another's answers.
 */
public final class PlannedNumbers {
  /** What the numbers mean, in their order. */
  public static final List<String> COLUMNS =
      List.of(
          "targets",
          "share",
          "zones",
          "services",
          "reversible",
          "standard",
          "emergency",
          "rules_risk",
          "rules_raises",
          "requester_changes",
          "requester_failures",
          "services_changes",
          "services_failures",
          "days_since_last");

  /** The group of changes that touch no service. */
  public static final String NO_SERVICE = "unknown";

  private static final double SECONDS_OF_A_DAY = 86_400;

  private PlannedNumbers() {}

  /** Whose changes a change is like: those of its first service. */
  public static String group(List<String> services) {
    return services.isEmpty() ? NO_SERVICE : services.getFirst();
  }

  /**
   * Of a change in the ledger that was planned.
   *
   * @param requester how the requester's changes had gone by then
   * @param services how those of its services had gone by then
   * @param time when it became known
   * @return one number for each of {@link #COLUMNS}; NaN where one is not known
   */
  public static double[] of(
      Registered change, ChangeRecord requester, ChangeRecord services, Instant time) {
    return numbers(
        change.targets(),
        change.share(),
        change.zones().size(),
        change.services().size(),
        change.reversible(),
        RulesRisk.of(Objects.requireNonNull(change.changeClass()), change.risk(), change.reasons()),
        new double[][] {counts(requester), counts(services)},
        daysSince(services, time));
  }

  /**
   * Of a change that is being planned.
   *
   * @param facts whose control holds what its type, with all steps, says
   * @return one number for each of {@link #COLUMNS}; NaN where one is not known
   */
  public static double[] of(ChangeFacts facts) {
    var control = facts.control();
    var byType =
        new Classification(
            control.changeClass(),
            control.risk(),
            control.approvals(),
            control.approvalTimeout(),
            List.of());
    Classification byRules =
        Assessment.assess(facts, byType, null, Policies.NONE, false, List.of());
    return numbers(
        facts.extent().targets(),
        facts.extent().share(),
        facts.reach().zones().size(),
        facts.reach().services().size(),
        facts.reversible(),
        RulesRisk.of(byRules.changeClass(), byRules.risk(), byRules.reasons()),
        new double[][] {counts(facts.requesterRecord()), counts(facts.servicesRecord())},
        daysSince(facts.servicesRecord(), facts.moment().now()));
  }

  private static double[] numbers(
      int targets,
      double share,
      int zones,
      int services,
      boolean reversible,
      RulesRisk rules,
      double[][] records,
      double daysSince) {
    return new double[] {
      targets,
      share,
      zones,
      services,
      flag(reversible),
      flag(rules.changeClass() == ChangeClass.STANDARD),
      flag(rules.changeClass() == ChangeClass.EMERGENCY),
      rules.risk(),
      rules.raises(),
      records[0][0],
      records[0][1],
      records[1][0],
      records[1][1],
      daysSince
    };
  }

  private static double[] counts(ChangeRecord record) {
    return record.known()
        ? new double[] {record.changes(), record.failures()}
        : new double[] {Double.NaN, Double.NaN};
  }

  private static double daysSince(ChangeRecord services, Instant time) {
    Instant last = services.lastEnd();
    return last == null
        ? Double.NaN
        : Math.max(0, Duration.between(last, time).toSeconds() / SECONDS_OF_A_DAY);
  }

  private static double flag(boolean holds) {
    return holds ? 1 : 0;
  }
}
