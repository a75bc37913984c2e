package dev.sluice.workflows.ledger;

import dev.sluice.proto.history.v1.LedgerEntries;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Writes to the ledger. */
@ActivityInterface
public interface LedgerActivities {
  /** Appends each entry once, however often it is called with it. At most 500 at a time. */
  @ActivityMethod(name = "AppendToLedger")
  void append(LedgerEntries entries);
}
