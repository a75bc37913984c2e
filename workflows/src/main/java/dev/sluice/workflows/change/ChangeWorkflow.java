package dev.sluice.workflows.change;

import dev.sluice.proto.history.v1.AbortSteering;
import dev.sluice.proto.history.v1.ChangeInput;
import dev.sluice.proto.history.v1.ChangeResult;
import dev.sluice.proto.history.v1.Events;
import dev.sluice.proto.history.v1.EventsQuery;
import dev.sluice.proto.history.v1.Extension;
import dev.sluice.proto.history.v1.GateMessage;
import dev.sluice.proto.history.v1.Override;
import dev.sluice.proto.history.v1.RiskOrder;
import dev.sluice.proto.history.v1.StageProgress;
import dev.sluice.proto.history.v1.Steering;
import dev.sluice.proto.history.v1.StepProgress;
import dev.sluice.proto.history.v1.StepSteering;
import dev.sluice.proto.v1.Change;
import dev.sluice.workflows.gate.GateWorkflow;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * One change, from its plan to its outcome. The workflow id is the change's id.
 *
 * <p>An update that does not fit the change's state is refused by its validator with an application
 * failure of type {@link #WRONG_STATE} or {@link #NOT_ALLOWED}; nothing is written to the history
 * then.
 */
@WorkflowInterface
public interface ChangeWorkflow {
  /** Failure type: the change's state does not allow the update; the message says what would. */
  String WRONG_STATE = "WRONG_STATE";

  /** Failure type: this person may not do this (the requester can't approve). */
  String NOT_ALLOWED = "NOT_ALLOWED";

  @WorkflowMethod(name = "Change")
  ChangeResult run(ChangeInput input);

  @UpdateMethod(description = "Approve the change; not by whoever asked for it.")
  Change approve(Steering steering);

  @UpdateValidatorMethod(updateName = "approve")
  void validateApprove(Steering steering);

  @UpdateMethod(description = "Finish and watch the batch in hand, begin no other.")
  Change pause(Steering steering);

  @UpdateValidatorMethod(updateName = "pause")
  void validatePause(Steering steering);

  @UpdateMethod(description = "Go on after a pause or a hold.")
  Change resume(Steering steering);

  @UpdateValidatorMethod(updateName = "resume")
  void validateResume(Steering steering);

  @UpdateMethod(
      description =
          "End the change and take back what it did; with hold, leave everything as it is.")
  Change abort(AbortSteering steering);

  @UpdateValidatorMethod(updateName = "abort")
  void validateAbort(AbortSteering steering);

  @UpdateMethod(description = "Watch the current batch longer before it is judged.")
  Change extendBake(Extension extension);

  @UpdateValidatorMethod(updateName = "extendBake")
  void validateExtendBake(Extension extension);

  @UpdateMethod(description = "Replace the verdict on the current batch: PASS or FAIL.")
  Change overrideVerdict(Override override);

  @UpdateValidatorMethod(updateName = "overrideVerdict")
  void validateOverrideVerdict(Override override);

  @UpdateMethod(description = "Hold the change to be less dangerous, before anything is touched.")
  Change lowerRisk(RiskOrder order);

  @UpdateValidatorMethod(updateName = "lowerRisk")
  void validateLowerRisk(RiskOrder order);

  /** Sent by a stage's child workflow when a batch begins, bakes or is taken back. */
  @SignalMethod(description = "For the change's own stages: how far one is.")
  void stageProgressed(StageProgress progress);

  /** Sent by a step's own change when its phase or stage changes. */
  @SignalMethod(description = "For the change's own steps: how far one is.")
  void stepProgressed(StepProgress progress);

  /** Sent to a step by the change that it is a step of; what does not fit changes nothing. */
  @SignalMethod(description = "For the change that this one is a step of: pause, resume or stop.")
  void steerStep(StepSteering steering);

  /** Sent by the gate; what does not fit changes nothing. */
  @SignalMethod(
      name = GateWorkflow.MESSAGE,
      description = "For the gate: wait, begin, stop, go on.")
  void gate(GateMessage message);

  /** The change as the API shows it; {@code ui_uri} is left to the API. */
  @QueryMethod(description = "The change as the API shows it.")
  Change describe();

  /** Events after a cursor, at most 100 at a time. */
  @QueryMethod(description = "What happened to the change, after a cursor.")
  Events events(EventsQuery query);
}
