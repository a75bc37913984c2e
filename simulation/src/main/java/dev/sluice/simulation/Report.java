package dev.sluice.simulation;

import dev.sluice.domain.rollout.Outcome;
import dev.sluice.domain.rollout.Rollout;
import dev.sluice.simulation.world.World;
import dev.sluice.simulation.world.WorldKind;
import java.util.List;
import java.util.Locale;

/** A table, under review like code, of what comes of each kind of world. */
public final class Report {
  private Report() {}

  /**
   * @param worlds how many of each kind, from seed 1 on
   */
  public static String markdown(int worlds) {
    StringBuilder report =
        new StringBuilder(
            """
            # What comes of simulated changes

            %d worlds of each kind, seeds 1 to %d, each with a plan, targets, faults and people of its own.
            `docs/simulation.md` says what a world is. The same code gives the same table; a test compares it.

            Stopped: bad changes that were held or rolled back after they had touched something. Touched and
            batches: means over these, when each was first stopped. Missed: bad changes that completed.
            Paged: worlds in which the change called a person.

            | world | completed | rolled back | refused | stopped by a person | rollback failed | bad | stopped | touched | batches | missed | paged |
            | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
            """
                .formatted(worlds, worlds));
    for (WorldKind kind : WorldKind.values()) {
      report.append(row(kind, tally(kind, worlds)));
    }
    return report.toString();
  }

  private static Tally tally(WorldKind kind, int worlds) {
    Tally tally = new Tally();
    for (long seed = 1; seed <= worlds; seed++) {
      new World(seed, kind, Rollout::decide, List.of(tally)).run();
    }
    return tally;
  }

  private static String row(WorldKind kind, Tally tally) {
    return String.format(
        Locale.ROOT,
        "| %s | %d | %d | %d | %d | %d | %d | %d | %s | %s | %d | %d |\n",
        kind.title(),
        tally.of(Outcome.COMPLETED),
        tally.of(Outcome.ROLLED_BACK),
        tally.of(Outcome.REFUSED),
        tally.of(Outcome.STOPPED),
        tally.of(Outcome.ROLLBACK_FAILED),
        tally.bad(),
        tally.stopped(),
        mean(tally.stopped(), "%.1f %%", 100 * tally.meanTouchedShare()),
        mean(tally.stopped(), "%.1f", tally.meanBatches()),
        tally.badCompleted(),
        tally.calledAPerson());
  }

  private static String mean(int of, String format, double value) {
    return of == 0 ? "" : String.format(Locale.ROOT, format, value);
  }
}
