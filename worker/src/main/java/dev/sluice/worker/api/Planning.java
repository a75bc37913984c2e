package dev.sluice.worker.api;

import dev.sluice.proto.history.v1.PlanOrder;
import dev.sluice.proto.v1.Plan;
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
   * How many targets each zone has of those that the selector matches; an empty name for those
   * without one. Empty where they can't be listed.
   */
  default Map<String, Integer> zonesOf(String subDomain, Map<String, String> selector) {
    return Map.of();
  }

  /** Roles that policies say somebody holds, in name order. */
  default List<String> rolesOf(String actor) {
    return List.of();
  }
}
