package dev.sluice.domain.plan;

import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;

/** What came of planning a change. */
public sealed interface Planning {
  /** There is a plan. */
  record Planned(Plan plan) implements Planning {}

  /**
   * There can't be one.
   *
   * @param problem {@code NO_TARGETS}, {@code TOO_MANY_BATCHES} or {@code UNKNOWN_ZONE}
   */
  record Refused(Problem problem) implements Planning {}

  default Plan orThrow() {
    return switch (this) {
      case Planned planned -> planned.plan();
      case Refused refused -> throw new ProblemException(refused.problem());
    };
  }
}
