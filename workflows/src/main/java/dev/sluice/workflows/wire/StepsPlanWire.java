package dev.sluice.workflows.wire;

import dev.sluice.domain.plan.PlannedStep;
import dev.sluice.domain.plan.StepsPlan;
import dev.sluice.domain.steps.Step;

/** Plans of changes over several sub-domains. */
final class StepsPlanWire {
  private StepsPlanWire() {}

  static dev.sluice.proto.v1.Plan toProto(StepsPlan plan) {
    return PlanWire.head(plan)
        .addAllSteps(plan.steps().stream().map(StepsPlanWire::toProto).toList())
        .addAllWayBack(plan.wayBack())
        .build();
  }

  private static dev.sluice.proto.v1.PlannedStep toProto(PlannedStep step) {
    return dev.sluice.proto.v1.PlannedStep.newBuilder()
        .setName(step.name())
        .addAllAfter(step.step().after())
        .setKeep(step.step().keep())
        .setIrreversible(step.step().irreversible())
        .setPlan(PlanWire.toProto(step.plan()))
        .build();
  }

  static StepsPlan toDomain(dev.sluice.proto.v1.Plan plan) {
    return new StepsPlan(
        plan.getType(),
        plan.getTypeVersion(),
        plan.getTitle(),
        plan.getParametersMap(),
        PlanWire.classification(plan),
        plan.getStepsList().stream().map(StepsPlanWire::toDomain).toList());
  }

  private static PlannedStep toDomain(dev.sluice.proto.v1.PlannedStep step) {
    return new PlannedStep(
        new Step(step.getName(), step.getAfterList(), step.getKeep(), step.getIrreversible()),
        PlanWire.toDomain(step.getPlan()));
  }
}
