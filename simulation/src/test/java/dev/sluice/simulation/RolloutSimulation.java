package dev.sluice.simulation;

import dev.sluice.domain.rollout.Rollout;
import dev.sluice.simulation.invariant.AllInvariants;
import dev.sluice.simulation.world.BrokenWorld;
import dev.sluice.simulation.world.World;
import dev.sluice.simulation.world.WorldKind;
import org.jspecify.annotations.Nullable;

class RolloutSimulation {
  /** How far to look for a shorter history that breaks the same claim. */
  private static final int NEIGHBOURS = 300;

  @SeededTest(runs = 3_000)
  void everyClaimHoldsInEveryWorld(long seed) {
    Broken broken = broken(seed);
    if (broken != null) {
      throw new AssertionError(shortest(broken).words());
    }
  }

  private record Broken(World world, BrokenWorld found) {
    String words() {
      return """
      %s
      in a world of the kind "%s", seed %d:
      %s
      See it again with
      ./mvnw -q -pl simulation -am test -Dtest=RolloutSimulation -Dsluice.seed=%d -Dsurefire.failIfNoSpecifiedTests=false
      """
          .formatted(
              found.getMessage(),
              world.kind().title(),
              world.seed(),
              world.history().words(),
              world.seed());
    }
  }

  private static Broken shortest(Broken first) {
    Broken shortest = first;
    boolean replay = Long.getLong("sluice.seed") != null;
    for (long seed = 1; seed <= NEIGHBOURS && !replay; seed++) {
      Broken other = broken(seed);
      if (other != null
          && other.found().claim().equals(first.found().claim())
          && other.world().history().length() < shortest.world().history().length()) {
        shortest = other;
      }
    }
    return shortest;
  }

  private static @Nullable Broken broken(long seed) {
    World world = new World(seed, WorldKind.of(seed), Rollout::decide, AllInvariants.fresh());
    try {
      world.run();
      return null;
    } catch (BrokenWorld found) {
      return new Broken(world, found);
    } catch (RuntimeException thrown) {
      return new Broken(world, new BrokenWorld("NothingThrows", thrown.toString()));
    }
  }
}
