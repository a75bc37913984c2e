package dev.sluice.workflows.ledger;

import dev.sluice.proto.history.v1.LedgerEntries;
import dev.sluice.workflows.ActivityLimits;
import io.temporal.workflow.Workflow;

/** Appends, however long the ledger is away. */
public final class LedgerWorkflowImpl implements LedgerWorkflow {
  @Override
  public void run(LedgerEntries entries) {
    Workflow.newActivityStub(
            LedgerActivities.class, ActivityLimits.speaking("record what is left of a change"))
        .append(entries);
  }
}
