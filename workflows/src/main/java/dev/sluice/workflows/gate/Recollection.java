package dev.sluice.workflows.gate;

import dev.sluice.proto.history.v1.GateRoster;
import dev.sluice.workflows.ActivityLimits;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/**
 * Finds out which changes run, for a gate that begins anew. Where there was a gate before, it looks
 * twice: a change may have begun so lately that it is not listed yet.
 */
final class Recollection {
  /** Longer than what has happened takes to be listed. */
  static final Duration UNTIL_LISTED = Duration.ofSeconds(10);

  private static final Duration BEFORE_NEXT_TRY = Duration.ofMinutes(1);

  /** Hears who may run. */
  interface Found {
    /**
     * @param all whether there are no others
     */
    void found(GateRoster roster, boolean all);
  }

  private final Found found;

  Recollection(Found found) {
    this.found = found;
  }

  void begin() {
    // It tries for ever, and ends with its workflow.
    var _ = Async.procedure(this::findOut);
  }

  private void findOut() {
    GateRoster roster = ask();
    found.found(roster, !roster.getEarlier());
    if (roster.getEarlier()) {
      Workflow.sleep(UNTIL_LISTED);
      found.found(ask(), true);
    }
  }

  private static GateRoster ask() {
    GateActivities activities =
        Workflow.newActivityStub(
            GateActivities.class, ActivityLimits.speaking("find out which changes run"));
    while (true) {
      try {
        return activities.whoRuns();
      } catch (ActivityFailure broken) {
        // Meanwhile nobody is let in.
        Workflow.getLogger(Recollection.class).warn("The gate can't find out what runs", broken);
        Workflow.sleep(BEFORE_NEXT_TRY);
      }
    }
  }
}
