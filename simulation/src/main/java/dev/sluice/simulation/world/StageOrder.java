package dev.sluice.simulation.world;

import dev.sluice.domain.rollout.Rollout;
import dev.sluice.domain.rollout.RolloutSignal;
import dev.sluice.domain.rollout.RolloutState;

/** A stage that runs as a rollout of its own. */
final class StageOrder implements Work {
  /** How a stage says "stop" to the rollout it runs. */
  private static final RolloutSignal STOP =
      new RolloutSignal.Abort("the change", "stopped by its change", true);

  private final Run change;
  private final Run child;
  private final int stage;
  private final int attempt;
  private final boolean forward;
  private boolean over;
  private long lastSteered;

  StageOrder(Run change, RolloutState start, int stage, int attempt, boolean forward) {
    this.change = change;
    this.stage = stage;
    this.attempt = attempt;
    this.forward = forward;
    String name = "stage %d%s".formatted(stage + 1, forward ? "" : " back");
    child = new Run(change.world(), name, start, this);
    change.expect();
    change.world().stageInHand(child);
    tell(new RolloutSignal.Begin());
    World world = change.world();
    if (world.dice().chance(world.faults().stageLost())) {
      long after = world.dice().between(1, 8_000);
      boolean lost = world.dice().chance(0.6);
      world.agenda().in(after, lost ? this::lose : this::cancel);
    }
  }

  /** The change's steering reaches the stage in the order it was sent. */
  void tell(RolloutSignal signal) {
    World world = change.world();
    long now = world.agenda().second();
    lastSteered = Math.max(lastSteered, now + world.dice().between(1, 5));
    world.agenda().in(lastSteered - now, () -> child.take(signal));
  }

  void progressed(RolloutState state) {
    change.world().deliver(change, new RolloutSignal.StageProgressed(stage, state));
  }

  void ended(RolloutState end) {
    if (!over) {
      over = true;
      change.world().stageInHand(null);
      change.answer(answer(end));
    }
  }

  private void lose() {
    if (over) {
      return;
    }
    over = true;
    child.kill();
    change.world().lostStages(1);
    change.world().stageInHand(null);
    String reason = "its workflow was terminated";
    change.answer(
        answer(
            forward
                ? Rollout.lostStage(child.first(), reason)
                : Rollout.lostStageRollback(child.first(), reason)));
  }

  private RolloutSignal answer(RolloutState end) {
    return forward
        ? new RolloutSignal.StageEnded(stage, attempt, end)
        : new RolloutSignal.StageReverted(stage, attempt, end);
  }

  @Override
  public void cancel() {
    if (!over) {
      tell(STOP);
    }
  }

  @Override
  public void kill() {
    over = true;
    child.kill();
  }
}
