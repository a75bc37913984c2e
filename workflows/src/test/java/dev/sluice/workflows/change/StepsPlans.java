package dev.sluice.workflows.change;

import dev.sluice.domain.plan.ChangeClass;
import dev.sluice.domain.plan.Classification;
import dev.sluice.domain.plan.OnTrouble;
import dev.sluice.domain.plan.PlannedStep;
import dev.sluice.domain.plan.StepsPlan;
import dev.sluice.domain.steps.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Plans of changes over several sub-domains for tests: one batch a step. */
public final class StepsPlans {
  private StepsPlans() {}

  public static PlannedStep step(String name, String irreversible, String... after) {
    OnTrouble onTrouble = irreversible.isEmpty() ? OnTrouble.ROLL_BACK : OnTrouble.HOLD;
    return new PlannedStep(
        new Step(name, List.of(after), false, irreversible),
        Plans.with(0, onTrouble, Duration.ZERO, 1));
  }

  public static StepsPlan of(int approvals, PlannedStep... steps) {
    return new StepsPlan(
        "expand-release-contract",
        1,
        "release checkout v2 with its schema",
        Map.of("version", "v2"),
        new Classification(
            ChangeClass.STANDARD, 3, approvals, Duration.ofHours(8), List.of("by its type")),
        List.of(steps));
  }

  /** Schema, release and traffic, one after the other. */
  public static StepsPlan three() {
    return of(0, step("expand", ""), step("release", "", "expand"), step("traffic", "", "release"));
  }
}
