package dev.sluice.simulation.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.gate.Gates;
import dev.sluice.simulation.world.BrokenWorld;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each claim can fail: a gate that is wrong in one way breaks it. */
class GateClaimTest {
  private static final int WORLDS = 20;
  private static final int CHANGES = 200;

  private static final Map<Class<? extends GateClaim>, GateDecider> MUTANTS =
      Map.ofEntries(
          Map.entry(GateClaims.NeverOverACap.class, GateMutant::knowsNoCaps),
          Map.entry(GateClaims.NeverTwoOnOneTarget.class, GateMutant::looksAtServicesOnly),
          Map.entry(GateClaims.NeighboursTakeTurns.class, GateMutant::forgetsNeighbours),
          Map.entry(
              GateClaims.NothingBeginsWhileItIsStopped.class, GateMutant::takesAllForEmergencies),
          Map.entry(GateClaims.WhatIsStoppedIsSuspended.class, GateMutant::suspendsNobody),
          Map.entry(GateClaims.EveryWaitingChangeSaysWhy.class, GateMutant::saysNothing),
          Map.entry(GateClaims.NobodyIsOvertaken.class, GateMutant::servesTheLastFirst),
          Map.entry(GateClaims.EveryChangeHasItsTurn.class, GateMutant::forgetsTheDead),
          Map.entry(GateClaims.LocksOfTheDeadComeFree.class, GateMutant::forgetsTheDead),
          Map.entry(GateClaims.WhatRunsAlreadyIsInsideAtOnce.class, GateMutant::queuesWhatRuns),
          Map.entry(
              GateClaims.NobodyIsLetInBeforeAllThatRunAreKnown.class, GateMutant::opensAtOnce));

  static Stream<Class<? extends GateClaim>> claims() {
    return GateClaims.fresh().stream().map(GateClaim::getClass);
  }

  @Test
  void everyClaimHasAMutant() {
    assertThat(MUTANTS.keySet()).isEqualTo(claims().collect(Collectors.toSet()));
  }

  @ParameterizedTest
  @MethodSource("claims")
  void aGateThatIsWrongBreaksTheClaim(Class<? extends GateClaim> claim) {
    GateDecider mutant = MUTANTS.getOrDefault(claim, Gates::decide);
    Set<String> broken =
        LongStream.rangeClosed(1, WORLDS)
            .mapToObj(seed -> broken(seed, mutant, claim))
            .flatMap(Optional::stream)
            .limit(1)
            .collect(Collectors.toSet());
    assertThat(broken).containsExactly(claim.getSimpleName());
  }

  @Test
  void theWorldsAreBusy() {
    GateWorld world = new GateWorld(1, CHANGES, Gates::decide, List.of());
    world.run();
    assertThat(world.begun()).isGreaterThan(CHANGES / 2);
  }

  private static Optional<String> broken(
      long seed, GateDecider mutant, Class<? extends GateClaim> claim) {
    List<GateClaim> only =
        GateClaims.fresh().stream().filter(each -> each.getClass() == claim).toList();
    try {
      new GateWorld(seed, CHANGES, mutant, only).run();
      return Optional.empty();
    } catch (BrokenWorld found) {
      return Optional.of(found.claim());
    }
  }
}
