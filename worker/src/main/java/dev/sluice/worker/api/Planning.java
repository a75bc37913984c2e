package dev.sluice.worker.api;

import dev.sluice.proto.history.v1.PlanOrder;
import dev.sluice.proto.v1.Plan;
import dev.sluice.proto.v1.ReportedTargets;
import java.util.List;
import java.util.Map;

/** Makes plans for the API. Touches nothing, is thread-safe and blocks. */
public interface Planning {
  /**
   * Makes a plan.
   *
   * @throws FieldProblems when parameters are wrong
   * @throws dev.sluice.domain.problem.ProblemException for anything else that stands in the way
   */
  Plan plan(PlanOrder order);

  /** What would hold this plan now: targets that are not ready, one sentence each. */
  List<String> obstacles(Plan plan);

  /**
   * How many of these targets each zone has; an empty name for those without one. Empty where they
   * can't be listed.
   */
  default Map<String, Integer> zonesOf(ReportedTargets touched) {
    return Map.of();
  }

  /** Roles that policies say somebody holds, in name order. */
  default List<String> rolesOf(String actor) {
    return List.of();
  }
}
