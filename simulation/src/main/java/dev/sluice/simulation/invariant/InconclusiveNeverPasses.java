package dev.sluice.simulation.invariant;

import dev.sluice.domain.inspection.Verdict;
import dev.sluice.domain.rollout.Outcome;
import dev.sluice.domain.rollout.RolloutEvent;
import dev.sluice.domain.rollout.RolloutSignal;
import dev.sluice.domain.rollout.RolloutState;
import dev.sluice.simulation.world.Moment;

/**
 * A batch counts as good only after an inspection that passed it, or a person who did and meant
 * this batch.
 */
public final class InconclusiveNeverPasses implements Invariant {
  @Override
  public void after(Moment moment) {
    for (RolloutEvent fact : moment.decision().facts()) {
      if (fact instanceof RolloutEvent.BatchPassed passed) {
        require(
            saysPass(moment.signal(), passed.batch()),
            "batch %d: %s",
            passed.batch(),
            moment.signal());
      }
    }
    RolloutState after = moment.after();
    int before = after.plan().batches().getFirst().number() - 1;
    for (int k = moment.before().passed() + 1; k <= after.passed(); k++) {
      require(
          moment.world().fleet().judgedGood(before + k), "nobody found batch %d good", before + k);
    }
    require(
        moment.before().ended()
            || after.outcome() != Outcome.COMPLETED
            || !(moment.signal() instanceof RolloutSignal.WatchBroken),
        "completed by a watch that nobody made");
    require(
        after.outcome() != Outcome.COMPLETED || after.passed() == after.batches(),
        "completed with %d of %d batches good",
        after.passed(),
        after.batches());
  }

  private static boolean saysPass(RolloutSignal signal, int batch) {
    return (signal instanceof RolloutSignal.BatchInspected inspected
            && inspected.inspection().verdict() == Verdict.PASS)
        || (signal instanceof RolloutSignal.OverrideVerdict override
            && override.verdict() == Verdict.PASS
            && (override.batch() == 0 || override.batch() == batch));
  }
}
