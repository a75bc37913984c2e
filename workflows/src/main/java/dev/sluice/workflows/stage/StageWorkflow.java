package dev.sluice.workflows.stage;

import dev.sluice.proto.history.v1.StageInput;
import dev.sluice.proto.history.v1.StageResult;
import dev.sluice.proto.history.v1.StageSteering;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * One large stage of a change, or its way back. It decides nothing that the change should: any
 * trouble is handed back. Cancelled, it stops its work and says how far it came.
 */
@WorkflowInterface
public interface StageWorkflow {
  @WorkflowMethod(name = "Stage")
  StageResult run(StageInput input);

  @SignalMethod
  void steer(StageSteering steering);
}
