package dev.sluice.activities.record;

import dev.sluice.activities.ledger.Ledger;
import dev.sluice.activities.ledger.Selection;
import dev.sluice.activities.ledger.wire.ContentWire;
import dev.sluice.domain.ledger.Entry;
import dev.sluice.domain.ledger.Registered;
import dev.sluice.domain.record.PlannedNumbers;
import dev.sluice.domain.record.Records;
import dev.sluice.domain.report.Story;
import dev.sluice.inspection.risk.RiskTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The changes of a ledger as a table to learn risk from: of each what was known before it ran, and
 * whether it did harm. Changes that run, that were refused, or of which nobody told how they ended
 * are left out.
 */
public final class LedgerHistory {
  private final Records records = new Records();
  private final List<Planned> planned = new ArrayList<>();

  /** A change as it was when it became known. */
  private record Planned(String id, String group, Instant time, List<Double> numbers) {}

  private LedgerHistory() {}

  /**
   * Reads a whole ledger.
   *
   * @throws dev.sluice.domain.problem.ProblemException where it can't be read
   * @throws IllegalArgumentException if it holds more changes than a table takes
   */
  public static RiskTable of(Ledger ledger) {
    LedgerHistory history = new LedgerHistory();
    ledger.read(new Selection(null, null, "", ContentWire.COURSE, false), history::add);
    return history.table();
  }

  private void add(Entry entry) {
    if (entry.content() instanceof Registered change) {
      double[] numbers =
          PlannedNumbers.of(
              change,
              records.ofRequester(change.requester(), entry.time()),
              records.ofServices(change.services(), entry.time()),
              entry.time());
      planned.add(
          new Planned(
              entry.change(),
              PlannedNumbers.group(change.services()),
              entry.time(),
              Arrays.stream(numbers).boxed().toList()));
      if (planned.size() > RiskTable.MOST_CHANGES) {
        throw new IllegalArgumentException(
            "the ledger holds more than %d changes, which is the most a model learns from"
                .formatted(RiskTable.MOST_CHANGES));
      }
    }
    records.add(entry);
  }

  private RiskTable table() {
    List<RiskTable.Change> changes = new ArrayList<>();
    for (Planned each : planned) {
      Story story = records.story(each.id());
      if (story.touched()) {
        changes.add(
            new RiskTable.Change(
                each.group(),
                each.id(),
                each.time(),
                each.numbers().stream().mapToDouble(Double::doubleValue).toArray(),
                harmed(story)));
      }
    }
    return new RiskTable(PlannedNumbers.COLUMNS, changes);
  }

  /** Who stopped a change that no verdict spoke against need not have seen harm: not known. */
  private static @Nullable Boolean harmed(Story story) {
    return story.endedWithoutAlarm() ? null : Boolean.valueOf(story.failed());
  }
}
