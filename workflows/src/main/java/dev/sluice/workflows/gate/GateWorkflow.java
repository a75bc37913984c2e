package dev.sluice.workflows.gate;

import dev.sluice.proto.history.v1.Exemption;
import dev.sluice.proto.history.v1.GateAnswer;
import dev.sluice.proto.history.v1.GateClaim;
import dev.sluice.proto.history.v1.GateInput;
import dev.sluice.proto.history.v1.GateLeave;
import dev.sluice.proto.history.v1.GateRules;
import dev.sluice.proto.history.v1.GateState;
import dev.sluice.proto.history.v1.IncidentEnd;
import dev.sluice.proto.history.v1.Stop;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * The gate: one workflow that every change asks before it touches anything, and that stops changes
 * while a freeze or an incident lasts. It runs for ever.
 */
@WorkflowInterface
public interface GateWorkflow {
  /** The workflow's only id. */
  String ID = "sluice-gate";

  /** Name of the signal by which it answers a change; its content is a {@code GateMessage}. */
  String MESSAGE = "gate";

  @WorkflowMethod(name = "Gate")
  void run(GateInput input);

  @SignalMethod(description = "For changes: ask to be let in.")
  void ask(GateClaim claim);

  @SignalMethod(description = "For changes: what they hold, where the gate asked.")
  void answer(GateAnswer answer);

  @SignalMethod(description = "For changes: give all back.")
  void leave(GateLeave leave);

  @SignalMethod(description = "For workers: the caps and freezes that hold from now on.")
  void rule(GateRules rules);

  @UpdateMethod(description = "Stop all changes, or some, until the incident is ended.")
  GateState declareIncident(Stop incident);

  @UpdateValidatorMethod(updateName = "declareIncident")
  void validateDeclareIncident(Stop incident);

  @UpdateMethod(description = "Let changes go on after an incident.")
  GateState endIncident(IncidentEnd end);

  @UpdateValidatorMethod(updateName = "endIncident")
  void validateEndIncident(IncidentEnd end);

  @UpdateMethod(description = "Let one change pass freezes and incidents.")
  GateState exempt(Exemption exemption);

  @UpdateValidatorMethod(updateName = "exempt")
  void validateExempt(Exemption exemption);

  /** Who is inside, who waits and for what. */
  @QueryMethod(description = "Who runs, who waits and for what.")
  GateState describe();

  /** The same without those who wait: as small as few changes run, however many wait. */
  @QueryMethod(description = "Who runs.")
  GateState inside();
}
