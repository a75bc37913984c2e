package dev.sluice.workflows.notify;

import dev.sluice.proto.history.v1.NoticeInput;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Tells people about one thing, and reminds them for as long as it waits for them. It stands beside
 * the change, so that a channel that can't be reached delays no change and outlives its end.
 */
@WorkflowInterface
public interface NoticeWorkflow {
  /** Ends when everything was told or given up, or when the wait is over: it is then cancelled. */
  @WorkflowMethod(name = "Notice")
  void run(NoticeInput input);
}
