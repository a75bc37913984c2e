package dev.sluice.simulation.world;

import dev.sluice.domain.plan.Batch;
import dev.sluice.domain.rollout.BatchEffect;
import dev.sluice.domain.rollout.RolloutSignal;
import java.util.List;

/**
 * An order to change a batch or to take it back, carried out part by part. When its worker dies,
 * another begins it anew.
 */
final class BatchOrder implements Work {
  private static final int PARTS = 4;

  private final Run run;
  private final Batch batch;
  private final int attempt;
  private final boolean forward;
  private int done;
  private boolean cancelled;
  private boolean over;

  BatchOrder(Run run, Batch batch, int attempt, boolean forward) {
    this.run = run;
    this.batch = batch;
    this.attempt = attempt;
    this.forward = forward;
    run.expect();
    run.world().ordersInHand(1);
    next();
  }

  private void next() {
    run.world().agenda().in(run.world().dice().between(1, 20), this::step);
  }

  private void step() {
    if (over) {
      return;
    }
    World world = run.world();
    if (cancelled || done == batch.targets()) {
      finish();
      return;
    }
    int until = Math.min(batch.targets(), done + Math.max(1, batch.targets() / PARTS));
    for (; done < until; done++) {
      int target = world.fleet().first(batch) + done;
      if (forward) {
        world.fleet().apply(batch, target);
      } else {
        world.fleet().revert(batch, target);
      }
    }
    if (world.dice().chance(world.faults().workerDies())) {
      done = 0;
    }
    world.stepped();
    next();
  }

  private void finish() {
    end();
    Fleet.Condition wanted = forward ? Fleet.Condition.NEW : Fleet.Condition.OLD;
    int right = run.world().fleet().count(batch.number(), wanted);
    int wrong = batch.targets() - right;
    BatchEffect effect =
        new BatchEffect(right, wrong, wrong == 0 ? List.of() : List.of("a target did not answer"));
    run.answer(
        forward
            ? new RolloutSignal.BatchApplied(batch.number(), attempt, effect)
            : new RolloutSignal.BatchReverted(batch.number(), attempt, effect));
  }

  private void end() {
    over = true;
    run.world().ordersInHand(-1);
  }

  @Override
  public void cancel() {
    cancelled = true;
  }

  @Override
  public void kill() {
    if (!over) {
      end();
    }
  }
}
