package dev.sluice.workflows.inspection;

import dev.sluice.proto.history.v1.BakeOrder;
import dev.sluice.proto.v1.Inspection;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Watches what a change touched and judges it. */
@ActivityInterface
public interface InspectionActivities {
  /**
   * Watches from the end of the order's window: fails as soon as the evidence suffices, passes
   * after the minimum at the earliest, is inconclusive at the maximum. Heartbeats while it watches;
   * a new attempt reads the same samples again and goes on from the same instant.
   */
  @ActivityMethod(name = "Bake")
  Inspection bake(BakeOrder order);
}
