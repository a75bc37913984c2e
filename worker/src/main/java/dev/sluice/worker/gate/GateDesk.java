package dev.sluice.worker.gate;

import dev.sluice.proto.history.v1.Exemption;
import dev.sluice.proto.history.v1.GateAnswer;
import dev.sluice.proto.history.v1.GateClaim;
import dev.sluice.proto.history.v1.GateInput;
import dev.sluice.proto.history.v1.GateLeave;
import dev.sluice.proto.history.v1.GateRules;
import dev.sluice.proto.history.v1.GateState;
import dev.sluice.proto.history.v1.IncidentEnd;
import dev.sluice.proto.history.v1.Stop;
import dev.sluice.workflows.TaskQueues;
import dev.sluice.workflows.gate.GateWorkflow;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.util.function.Function;

/** Speaks to the gate's workflow, and starts it where it does not run. */
public final class GateDesk {
  private static final String TYPE = "Gate";

  private final WorkflowClient client;

  public GateDesk(WorkflowClient client) {
    this.client = client;
  }

  void ask(GateClaim claim) {
    signalWithStart("ask", claim);
  }

  /** Where no gate runs, the next one asks again. */
  void answer(GateAnswer answer) {
    try {
      running().answer(answer);
    } catch (WorkflowNotFoundException _) {
      // What is said to nobody binds nobody.
    }
  }

  /** Starts the gate where it does not run. */
  void open() {
    stub().start(input());
  }

  /** One that begins anew asks all changes what they hold. */
  private static GateInput input() {
    return GateInput.newBuilder().setRecalls(true).build();
  }

  /** From now on these caps and freezes hold. */
  public void rule(GateRules rules) {
    signalWithStart("rule", rules);
  }

  /** One that does not run holds nothing. */
  void leave(GateLeave leave) {
    try {
      running().leave(leave);
    } catch (WorkflowNotFoundException _) {
      // It was ended from outside, and with it all that anybody held.
    }
  }

  /** Who is inside and who waits; nobody where it does not run. */
  public GateState describe() {
    try {
      return running().describe();
    } catch (WorkflowNotFoundException _) {
      return GateState.getDefaultInstance();
    }
  }

  /** Who is inside, without those who wait. */
  GateState inside() {
    open();
    return running().inside();
  }

  public GateState declareIncident(Stop incident) {
    return said(gate -> gate.declareIncident(incident));
  }

  public GateState endIncident(IncidentEnd end) {
    return said(gate -> gate.endIncident(end));
  }

  public GateState exempt(Exemption exemption) {
    return said(gate -> gate.exempt(exemption));
  }

  private GateState said(Function<GateWorkflow, GateState> update) {
    open();
    return update.apply(running());
  }

  private void signalWithStart(String signal, Object content) {
    stub().signalWithStart(signal, new Object[] {content}, new Object[] {input()});
  }

  private WorkflowStub stub() {
    return client.newUntypedWorkflowStub(
        TYPE,
        WorkflowOptions.newBuilder()
            .setWorkflowId(GateWorkflow.ID)
            .setTaskQueue(TaskQueues.CHANGES)
            .setWorkflowIdConflictPolicy(
                WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
            .setStaticSummary("the gate that all changes pass")
            .setStaticDetails(
                "- lets changes begin, one after the other where they touch the same\n"
                    + "- stops them while a freeze or an incident lasts\n"
                    + "- runs for ever: `sluice gate` shows it")
            .build());
  }

  private GateWorkflow running() {
    return client.newWorkflowStub(GateWorkflow.class, GateWorkflow.ID);
  }
}
