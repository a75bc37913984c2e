package dev.sluice.domain.gate;

import dev.sluice.domain.plan.Batch;
import dev.sluice.domain.plan.ChangeClass;
import dev.sluice.domain.plan.ChangePlan;
import dev.sluice.domain.plan.Plan;
import dev.sluice.domain.plan.PlannedStep;
import dev.sluice.domain.plan.StepsPlan;
import dev.sluice.domain.plan.TargetRange;
import java.util.List;
import java.util.Map;

/** Says what a planned change needs of what all changes share. */
public final class Claims {
  private Claims() {}

  /**
   * @param priority 0 to 9
   */
  public static Claim of(String change, ChangePlan plan, int priority) {
    return new Claim(
        change,
        plan.type(),
        plan.classification().changeClass() == ChangeClass.EMERGENCY,
        priority,
        plan.services(),
        List.of(),
        targets(plan),
        atRisk(plan),
        Map.of(),
        null,
        null);
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
