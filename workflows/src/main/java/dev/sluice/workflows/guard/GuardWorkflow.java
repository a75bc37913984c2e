package dev.sluice.workflows.guard;

import dev.sluice.proto.history.v1.GateMessage;
import dev.sluice.proto.history.v1.GuardCall;
import dev.sluice.proto.history.v1.GuardEnd;
import dev.sluice.proto.history.v1.GuardInput;
import dev.sluice.proto.history.v1.GuardWord;
import dev.sluice.proto.v1.Guard;
import dev.sluice.proto.v1.StepAnswer;
import dev.sluice.workflows.gate.GateWorkflow;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** One change that another platform carries out, and asks about or tells of. */
@WorkflowInterface
public interface GuardWorkflow {
  String TYPE = "Guard";

  /** How the workflows' ids begin. */
  String ID = "guard-";

  /** Most targets that one change may touch. */
  int MOST_TARGETS = 5_000;

  /** The workflow's id, which is also what the gate and the ledger call the change. */
  static String idOf(String guard) {
    return ID + guard;
  }

  /** The guarded change of a workflow's id. */
  static String guardIn(String workflowId) {
    return workflowId.substring(ID.length());
  }

  @WorkflowMethod(name = TYPE)
  void run(GuardInput input);

  @UpdateMethod(description = "For the other platform: may this step begin?")
  StepAnswer beginStep(GuardCall call);

  @UpdateValidatorMethod(updateName = "beginStep")
  void validateBeginStep(GuardCall call);

  @UpdateMethod(description = "For the other platform: this step was carried out.")
  StepAnswer endStep(GuardCall call);

  @UpdateValidatorMethod(updateName = "endStep")
  void validateEndStep(GuardCall call);

  @UpdateMethod(description = "For the other platform: the change has ended.")
  Guard end(GuardEnd end);

  @UpdateValidatorMethod(updateName = "end")
  void validateEnd(GuardEnd end);

  @UpdateMethod(description = "Agree that the change begins.")
  Guard approve(GuardWord word);

  @UpdateValidatorMethod(updateName = "approve")
  void validateApprove(GuardWord word);

  @UpdateMethod(description = "Decide what the inspection could not.")
  Guard decide(GuardWord word);

  @UpdateValidatorMethod(updateName = "decide")
  void validateDecide(GuardWord word);

  @SignalMethod(name = GateWorkflow.MESSAGE, description = "For the gate: what it decided.")
  void gate(GateMessage message);

  @QueryMethod(description = "Where the change stands.")
  Guard describe();
}
