package dev.sluice.simulation.world;

import dev.sluice.domain.inspection.Inspection;
import dev.sluice.domain.inspection.Verdict;
import dev.sluice.domain.plan.Batch;
import dev.sluice.domain.rollout.RolloutState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Inspects as metrics allow: sees much harm better than little, and errs now and then. */
final class Inspector {
  /** Chance that a bake sees the harm of one target. */
  private static final double SEEN = 0.75;

  private final World world;

  Inspector(World world) {
    this.world = world;
  }

  Inspection bake(Batch batch, Duration extension) {
    Dice dice = world.dice();
    int harmed = world.fleet().harmed(batch.number(), batch.number());
    Duration minimum = world.plan().bake().minimum();
    Duration maximum = world.plan().bake().maximum().plus(extension);
    if (dice.chance(1 - Math.pow(1 - SEEN, harmed))) {
      return inspection(Verdict.FAIL, "%d targets are worse".formatted(harmed), minimum);
    }
    // A longer bake has more to go by.
    double unsure = world.faults().inconclusive() / (1 + extension.toMinutes() / 10.0);
    if (dice.chance(unsure)) {
      return inspection(Verdict.INCONCLUSIVE, "too few samples", maximum);
    }
    return dice.chance(world.faults().falseAlarm())
        ? inspection(Verdict.FAIL, "a false alarm", minimum)
        : inspection(Verdict.PASS, "no worse than the others", minimum);
  }

  Inspection watch(RolloutState state) {
    int harmed = world.fleet().harmed(1, state.batches());
    Duration baked = state.plan().watch();
    return world.dice().chance(1 - Math.pow(1 - SEEN, harmed))
        ? inspection(Verdict.FAIL, "%d targets are worse".formatted(harmed), baked)
        : inspection(Verdict.PASS, "all is well", baked);
  }

  private Inspection inspection(Verdict verdict, String summary, Duration baked) {
    Instant time = Instant.ofEpochSecond(world.agenda().second()).plus(baked);
    return new Inspection(verdict, summary, List.of(), time, baked, null);
  }
}
