package dev.sluice.domain.ledger;

import dev.sluice.domain.rollout.Outcome;
import java.time.Duration;

/**
 * A change came to its end.
 *
 * @param outcome how; never {@link Outcome#HANDED_BACK}, which is no end of a change
 * @param targetsChanged targets that it changed, brought back or not
 * @param fullRelease whether at any time all its targets had been changed
 * @param waiting how long it waited in all: for people, locks, caps, freezes, windows
 * @param baking how long it baked in all
 * @param total from its start to its end
 * @param cutOff how its workflow was ended from outside, in words; empty where it ended by itself.
 *     What it changed is then not known, and told as 0
 */
public record Ended(
    Outcome outcome,
    int targetsChanged,
    boolean fullRelease,
    Duration waiting,
    Duration baking,
    Duration total,
    String cutOff)
    implements Content {
  public Ended {
    if (outcome == Outcome.HANDED_BACK) {
      throw new IllegalArgumentException("outcome must be the end of a change: " + outcome);
    }
    targetsChanged = Limits.count("targetsChanged", targetsChanged);
    waiting = Limits.length("waiting", waiting);
    baking = Limits.length("baking", baking);
    total = Limits.length("total", total);
    cutOff = Limits.text(cutOff);
  }

  /** By itself. */
  public Ended(
      Outcome outcome,
      int targetsChanged,
      boolean fullRelease,
      Duration waiting,
      Duration baking,
      Duration total) {
    this(outcome, targetsChanged, fullRelease, waiting, baking, total, "");
  }

  /** Whether somebody ended its workflow from outside. */
  public boolean isCutOff() {
    return !cutOff.isEmpty();
  }
}
