package dev.sluice.domain.plan;

import dev.sluice.domain.steps.Step;

/**
 * One step of a change over several sub-domains, and its own plan.
 *
 * @param step what it comes after, and whether it can be taken back
 * @param plan needs no approval of its own
 */
public record PlannedStep(Step step, Plan plan) {
  public String name() {
    return step.name();
  }
}
