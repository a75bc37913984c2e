package dev.sluice.activities.ledger;

import dev.sluice.domain.ledger.Entry;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.proto.history.v1.LedgerEntries;
import dev.sluice.workflows.ledger.LedgerActivities;
import dev.sluice.workflows.wire.LedgerWire;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Appends for workflows. Whatever keeps the ledger away is tried again until it is back. */
public final class LedgerActivitiesImpl implements LedgerActivities {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerActivitiesImpl.class);

  private final Ledger ledger;

  public LedgerActivitiesImpl(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public void append(LedgerEntries entries) {
    List<Entry> all = entries.getEntriesList().stream().map(LedgerWire::toDomain).toList();
    try {
      ledger.append(all);
    } catch (ProblemException problem) {
      LOG.warn("the ledger did not take {} entries: {}", all.size(), problem.getMessage());
      throw ApplicationFailure.newFailureWithCause(
          String.valueOf(problem.getMessage()), problem.problem().code(), problem);
    }
  }
}
