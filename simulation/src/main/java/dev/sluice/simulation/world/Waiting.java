package dev.sluice.simulation.world;

import dev.sluice.domain.rollout.RolloutSignal;
import java.util.function.Supplier;

/** A question or a watch that answers after a while and changes no target. */
final class Waiting implements Work {
  private final Run run;
  private final boolean stoppable;
  private boolean over;

  /**
   * @param stoppable false when it answers even if it is to stop
   */
  Waiting(Run run, long seconds, Supplier<RolloutSignal> answer, boolean stoppable) {
    this.run = run;
    this.stoppable = stoppable;
    run.expect();
    run.world()
        .agenda()
        .in(
            seconds,
            () -> {
              if (!over) {
                over = true;
                run.answer(answer.get());
              }
            });
  }

  @Override
  public void cancel() {
    if (!over && stoppable) {
      over = true;
      run.dropped();
    }
  }

  @Override
  public void kill() {
    over = true;
  }
}
