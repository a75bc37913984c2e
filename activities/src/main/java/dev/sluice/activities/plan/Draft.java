package dev.sluice.activities.plan;

import dev.sluice.domain.changetype.Percent;
import dev.sluice.domain.changetype.RolloutType;
import dev.sluice.domain.changetype.Template;
import dev.sluice.domain.control.Controls;
import dev.sluice.domain.plan.Plan;
import dev.sluice.domain.plan.PlanTarget;
import dev.sluice.domain.plan.Planner;
import dev.sluice.domain.plan.Tightening;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.Capability;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

  /**
   * Share of its services' traffic that it meets, 0 to 1; null where its type says nothing of it.
   *
   * @throws ProblemException {@code TRAFFIC_PERCENT} where what it says is no percentage
   */
  @Nullable Double trafficShare() {
    Template percent = type.control().trafficPercent();
    if (percent == null) {
      return null;
    }
    String said = percent.fill(parameters);
    Double share = Percent.of(said);
    if (share == null) {
      throw new ProblemException(
          new Problem.ForAuthor(
              "TRAFFIC_PERCENT",
              "control.trafficPercent of change type %s is \"%s\": it must be a number from 0 to 100"
                  .formatted(type.name(), said)));
    }
    return share;
  }
}
