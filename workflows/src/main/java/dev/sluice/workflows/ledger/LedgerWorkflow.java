package dev.sluice.workflows.ledger;

import dev.sluice.proto.history.v1.LedgerEntries;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Brings to the ledger what it could not take while the change ran. */
@WorkflowInterface
public interface LedgerWorkflow {
  @WorkflowMethod(name = "Ledger")
  void run(LedgerEntries entries);
}
