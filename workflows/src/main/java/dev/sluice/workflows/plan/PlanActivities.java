package dev.sluice.workflows.plan;

import dev.sluice.proto.history.v1.PlanOrder;
import dev.sluice.proto.history.v1.PrecheckOrder;
import dev.sluice.proto.history.v1.PrecheckResult;
import dev.sluice.proto.v1.Plan;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Makes plans and asks targets whether they may be changed. Touches nothing. */
@ActivityInterface
public interface PlanActivities {
  @ActivityMethod(name = "MakePlan")
  Plan plan(PlanOrder order);

  @ActivityMethod(name = "Precheck")
  PrecheckResult precheck(PrecheckOrder order);
}
