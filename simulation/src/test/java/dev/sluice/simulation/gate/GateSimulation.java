package dev.sluice.simulation.gate;

import dev.sluice.domain.gate.Gates;
import dev.sluice.simulation.SeededTest;
import dev.sluice.simulation.world.BrokenWorld;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** As many seeds at a time as there are processors. */
@Execution(ExecutionMode.CONCURRENT)
class GateSimulation {
  private static final int CHANGES = 500;

  @SeededTest(runs = 200)
  void everyClaimHoldsWithManyChangesAtOnce(long seed) {
    try {
      new GateWorld(seed, CHANGES, Gates::decide, GateClaims.fresh()).run();
    } catch (BrokenWorld found) {
      throw new AssertionError(
          """
          %s
          with %d changes, seed %d. See it again with
          ./mvnw -q -pl simulation -am test -Dtest=GateSimulation -Dsluice.seed=%d -Dsurefire.failIfNoSpecifiedTests=false
          """
              .formatted(found.getMessage(), CHANGES, seed, seed),
          found);
    }
  }
}
