package dev.sluice.domain.report;

import dev.sluice.domain.ledger.Ended;
import java.util.ArrayList;
import java.util.List;

/** Counts changes one by one. */
final class Tally {
  private final List<Long> waiting = new ArrayList<>();
  private final List<Long> baking = new ArrayList<>();
  private int changes;
  private int unregistered;
  private int standard;
  private int refused;
  private int unattended;
  private int touched;
  private int failed;
  private int caught;
  private int falseHolds;

  /**
   * @param meetsLevel whether the change is at or above the control level that is asked for
   */
  void add(Story story, boolean meetsLevel) {
    refused += story.isRefused() ? 1 : 0;
    if (story.isUnplanned()) {
      return;
    }
    changes++;
    unregistered += story.isUnregistered() ? 1 : 0;
    standard += meetsLevel ? 1 : 0;
    unattended += story.isUnattended() ? 1 : 0;
    touched += story.touched() ? 1 : 0;
    failed += story.failed() ? 1 : 0;
    caught += story.caught() ? 1 : 0;
    falseHolds += story.falseHolds();
    Ended ended = story.ended();
    if (ended != null) {
      waiting.add(ended.waiting().toMillis());
      baking.add(ended.baking().toMillis());
    }
  }

  Figures figures() {
    return new Figures(
        changes,
        unregistered,
        standard,
        waiting.size(),
        refused,
        unattended,
        touched,
        failed,
        caught,
        falseHolds,
        spread(waiting),
        spread(baking));
  }

  private static Spread spread(List<Long> lengths) {
    return Spread.of(lengths.stream().mapToLong(Long::longValue).sorted().toArray());
  }
}
