package dev.sluice.worker.api;

import dev.sluice.proto.v1.Change;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowUpdateStage;

/** Says something to a running change, and waits until it was accepted or refused. */
final class ChangeSteering {
  private final WorkflowClient client;
  private final ChangeReader reader;

  ChangeSteering(WorkflowClient client, ChangeReader reader) {
    this.client = client;
    this.reader = reader;
  }

  /**
   * @param update name of the workflow's update
   * @param order its argument
   */
  Change steer(String id, String update, Object order) {
    UpdateOptions<Change> options =
        UpdateOptions.newBuilder(Change.class)
            .setUpdateName(update)
            .setWaitForStage(WorkflowUpdateStage.COMPLETED)
            .build();
    try {
      Change after = client.newUntypedWorkflowStub(id).startUpdate(options, order).getResult();
      return reader.shown(id, after.toBuilder());
    } catch (WorkflowNotFoundException e) {
      // Temporal says the same of a workflow that has ended.
      reader.describe(id);
      throw Failures.ended(ChangeNames.ofId(id));
    }
  }
}
