package dev.sluice.worker.gate;

import dev.sluice.proto.history.v1.GateClaim;
import dev.sluice.proto.history.v1.GateLeave;
import dev.sluice.proto.history.v1.Roll;
import dev.sluice.workflows.gate.GateActivities;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;

/** Carries words between changes and the gate. */
public final class GateActivitiesImpl implements GateActivities {
  private final WorkflowClient client;
  private final GateDesk desk;

  public GateActivitiesImpl(WorkflowClient client) {
    this.client = client;
    desk = new GateDesk(client);
  }

  @Override
  public void ask(GateClaim claim) {
    desk.ask(claim);
  }

  @Override
  public void leave(GateLeave leave) {
    desk.leave(leave);
  }

  @Override
  public Roll ended(Roll roll) {
    Roll.Builder ended = Roll.newBuilder();
    roll.getChangesList().stream().filter(this::hasEnded).forEach(ended::addChanges);
    return ended.build();
  }

  /** One that goes on in a new run is the same change. */
  private boolean hasEnded(String change) {
    try {
      WorkflowExecutionStatus status = client.newUntypedWorkflowStub(change).describe().getStatus();
      return status != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
    } catch (WorkflowNotFoundException _) {
      return true;
    }
  }
}
