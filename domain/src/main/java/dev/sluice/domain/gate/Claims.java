package dev.sluice.domain.gate;

import dev.sluice.domain.plan.Batch;
import dev.sluice.domain.plan.ChangePlan;
import dev.sluice.domain.plan.Classification;
import dev.sluice.domain.plan.Plan;
import dev.sluice.domain.plan.PlannedStep;
import dev.sluice.domain.plan.StepsPlan;
import dev.sluice.domain.plan.TargetRange;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Says what a planned change needs of what all changes share. */
public final class Claims {
  private Claims() {}

  /**
   * @param priority 0 to 9
   */
  public static Claim of(String change, ChangePlan plan, int priority) {
    Classification classification = plan.classification();
    int atRisk = atRisk(plan);
    Map<String, Integer> zones = new TreeMap<>();
    classification
        .footprint()
        .zones()
        .forEach((zone, targets) -> zones.put(zone, Math.min(atRisk, targets)));
    return new Claim(
        change,
        plan.type(),
        classification.changeClass(),
        classification.risk(),
        priority,
        plan.services(),
        classification.footprint().neighbours(),
        targets(plan),
        atRisk,
        zones,
        classification.controls().notBefore(),
        classification.controls().notAfter());
  }

  private static List<TargetClaim> targets(ChangePlan plan) {
    return switch (plan) {
      case Plan one -> List.of(targets(one));
      case StepsPlan steps ->
          steps.steps().stream().map(step -> targets(step.plan())).distinct().toList();
    };
  }

  private static TargetClaim targets(Plan plan) {
    return new TargetClaim(
        plan.subDomain(),
        plan.selector(),
        TargetRange.merged(plan.batches().stream().map(Batch::range).toList()));
  }

  /** Steps may run beside each other. */
  private static int atRisk(ChangePlan plan) {
    return switch (plan) {
      case Plan one -> Math.min(one.maxTargetsAtRisk(), one.targets());
      case StepsPlan steps ->
          steps.steps().stream().map(PlannedStep::plan).mapToInt(Claims::atRisk).sum();
    };
  }
}
