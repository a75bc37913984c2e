package dev.sluice.simulation.invariant;

import dev.sluice.domain.inspection.Verdict;
import dev.sluice.domain.rollout.RolloutCommand;
import dev.sluice.domain.rollout.RolloutEvent;
import dev.sluice.simulation.world.Moment;
import dev.sluice.simulation.world.Run;
import java.util.HashSet;
import java.util.Set;

/** After a failed inspection or an abort nothing is changed, until a person says go on. */
public final class NothingAppliedAfterAFail implements Invariant {
  private final Set<Run> failed = new HashSet<>();

  @Override
  public void after(Moment moment) {
    for (RolloutEvent fact : moment.decision().facts()) {
      if (fails(fact)) {
        failed.add(moment.run());
      } else if (fact instanceof RolloutEvent.Resumed || passes(fact)) {
        failed.remove(moment.run());
      }
    }
    for (RolloutCommand command : moment.decision().commands()) {
      boolean changes =
          command instanceof RolloutCommand.ApplyBatch
              || command instanceof RolloutCommand.RunStage;
      require(!changes || !failed.contains(moment.run()), "%s after a fail", command);
    }
  }

  private static boolean fails(RolloutEvent fact) {
    return (fact instanceof RolloutEvent.Inspected inspected
            && inspected.inspection().verdict() == Verdict.FAIL)
        || (fact instanceof RolloutEvent.Watched watched
            && watched.inspection().verdict() == Verdict.FAIL)
        || (fact instanceof RolloutEvent.Overridden overridden
            && overridden.verdict() == Verdict.FAIL)
        || fact instanceof RolloutEvent.AbortAsked;
  }

  private static boolean passes(RolloutEvent fact) {
    return fact instanceof RolloutEvent.Overridden overridden
        && overridden.verdict() == Verdict.PASS;
  }
}
