package dev.sluice.simulation.invariant;

import dev.sluice.domain.rollout.RolloutCommand;
import dev.sluice.domain.rollout.RolloutEvent;
import dev.sluice.simulation.world.Moment;

/** One way back takes the batches from the last to the first, and leaves none out. */
public final class RevertsInReverseOrder implements Invariant {
  private int expected;

  @Override
  public void after(Moment moment) {
    for (RolloutEvent fact : moment.decision().facts()) {
      if (fact instanceof RolloutEvent.RollbackBegun) {
        expected = moment.after().begun();
      } else if (fact instanceof RolloutEvent.StageReverted reverted
          && !reverted.stuck().isEmpty()) {
        // What a lost stage never came to is not left out in silence: it is stuck.
        expected = moment.after().batchesBefore(reverted.stage()) + 1;
      }
    }
    for (RolloutCommand command : moment.decision().commands()) {
      if (command instanceof RolloutCommand.RevertBatch revert) {
        took(revert.batch().number());
      } else if (command instanceof RolloutCommand.RevertStage revert) {
        int last = moment.after().batchesBefore(revert.stage()) + revert.batches();
        require(last >= expected - 1, "batches after %d were left out", last);
        expected = last;
      } else if (command instanceof RolloutCommand.CheckRollback) {
        require(expected <= 1, "batches 1 to %d were left out", expected - 1);
      }
    }
  }

  private void took(int batch) {
    require(batch == expected || batch == expected - 1, "batch %d after batch %d", batch, expected);
    expected = batch;
  }
}
