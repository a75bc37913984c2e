package dev.sluice.worker.reconcile;

import dev.sluice.proto.history.v1.ReconcilerInput;
import dev.sluice.proto.history.v1.ReconcilerPace;
import dev.sluice.workflows.TaskQueues;
import dev.sluice.workflows.reconcile.ReconcilerWorkflow;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;

/** Speaks to the reconciler's workflow, and starts it where it does not run. */
final class ReconcilerDesk {
  private final WorkflowClient client;

  ReconcilerDesk(WorkflowClient client) {
    this.client = client;
  }

  /** From now on it looks so often. */
  void pace(ReconcilerPace pace) {
    stub()
        .signalWithStart(ReconcilerWorkflow.PACE, new Object[] {pace}, new Object[] {input(pace)});
  }

  /** Starts it where it does not run; one that does goes on as it is. */
  void keep(ReconcilerPace pace) {
    stub().start(input(pace));
  }

  /** One that does not run need not be ended. */
  void end() {
    try {
      client
          .newUntypedWorkflowStub(ReconcilerWorkflow.ID)
          .signal(ReconcilerWorkflow.PACE, ReconcilerPace.getDefaultInstance());
    } catch (WorkflowNotFoundException _) {
      // Nobody has started it, or it has ended.
    }
  }

  private static ReconcilerInput input(ReconcilerPace pace) {
    return ReconcilerInput.newBuilder().setPace(pace).build();
  }

  private WorkflowStub stub() {
    return client.newUntypedWorkflowStub(
        ReconcilerWorkflow.TYPE,
        WorkflowOptions.newBuilder()
            .setWorkflowId(ReconcilerWorkflow.ID)
            .setTaskQueue(TaskQueues.CHANGES)
            .setWorkflowIdConflictPolicy(
                WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
            .setStaticSummary("looks for changes that nobody registered, and for missing ends")
            .setStaticDetails(
                "- compares what all targets run with what they ran before\n"
                    + "- records in the ledger what no change that is known of brought\n"
                    + "- gives an end to changes whose workflow was ended from outside\n"
                    + "- runs for ever; `reconcile.every` says how often it looks")
            .build());
  }
}
