package dev.sluice.simulation.world;

import dev.sluice.domain.gate.Pass;
import dev.sluice.domain.gate.Standing;
import dev.sluice.domain.rollout.RolloutSignal;

/** The gate of a world: lets the change in after a while, and has freezes and incidents. */
final class Gatekeeper {
  private static final int LONGEST = 7_200;

  private final World world;
  private int visits;
  private boolean waiting;

  Gatekeeper(World world) {
    this.world = world;
  }

  /** Answers at last, after it has said once or twice why not yet. */
  void asked(Run run) {
    run.expect();
    int visit = visits;
    waiting = true;
    int seconds = 0;
    for (int i = world.dice().between(0, 2); i > 0; i--) {
      seconds += world.dice().between(1, LONGEST);
      Standing standing =
          new Standing(
              Standing.Cause.CHANGE,
              "other-" + i,
              "change other-%d, which goes first".formatted(i));
      world
          .agenda()
          .in(
              seconds,
              () -> {
                if (visit == visits) {
                  run.take(new RolloutSignal.GateTold(standing));
                }
              });
    }
    RolloutSignal answer =
        world.dice().chance(0.96)
            ? new RolloutSignal.GateOpened(
                world.dice().chance(0.1) ? new Pass("freeze quarter end", "", "") : Pass.NONE)
            : world.dice().chance(0.5)
                ? new RolloutSignal.GateRefused("alone it breaks a cap")
                : new RolloutSignal.GateLate("it could not begin before its latest start");
    world
        .agenda()
        .in(
            seconds + world.dice().between(1, LONGEST),
            () -> {
              if (visit == visits) {
                waiting = false;
                run.dropped();
                run.take(answer);
              }
            });
  }

  /** What it says to an earlier visit is no answer. */
  void left(Run run) {
    visits++;
    if (waiting) {
      waiting = false;
      run.dropped();
    }
  }

  /** Plans freezes and incidents, one after the other. */
  void stop(int most) {
    long second = 0;
    for (int i = world.dice().between(0, most); i > 0; i--) {
      second += world.dice().between(1, LONGEST);
      RolloutSignal stop =
          new RolloutSignal.Stopped("freeze number " + i, world.dice().chance(0.4));
      world.agenda().in(second, () -> world.change().take(stop));
      second += world.dice().between(1, LONGEST);
      world.agenda().in(second, () -> world.change().take(new RolloutSignal.Woken(Pass.NONE)));
      if (world.dice().chance(world.faults().repeated())) {
        world.agenda().in(second, () -> world.change().take(new RolloutSignal.Woken(Pass.NONE)));
      }
    }
  }
}
