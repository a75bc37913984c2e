package dev.sluice.activities.plan;

import dev.sluice.domain.changetype.RolloutType;
import dev.sluice.domain.control.Controls;
import dev.sluice.domain.plan.Plan;
import dev.sluice.domain.plan.PlanTarget;
import dev.sluice.domain.plan.Planner;
import dev.sluice.domain.plan.Tightening;
import dev.sluice.domain.subdomain.Capability;
import java.util.List;
import java.util.Map;

/**
 * A plan as the change type alone makes it, with what it was made from.
 *
 * @param targets all that the selector matches, in name order
 */
record Draft(
    RolloutType type,
    Map<String, String> parameters,
    Capability capability,
    List<PlanTarget> targets,
    Plan plan) {
  static Draft of(
      RolloutType type,
      Map<String, String> parameters,
      Capability capability,
      List<PlanTarget> targets) {
    return new Draft(
        type, parameters, capability, targets, Planner.plan(type, parameters, targets).orThrow());
  }

  /** The plan under these controls. */
  Plan tightened(Controls controls) {
    RolloutType tight = Tightening.tightened(type, controls);
    return tight.equals(type) ? plan : Planner.plan(tight, parameters, targets).orThrow();
  }

  /** Targets of its largest batch. */
  int largestBatch() {
    return plan.batches().stream().mapToInt(batch -> batch.targets()).max().orElse(0);
  }
}
