package dev.sluice.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.rollout.Rollout;
import dev.sluice.simulation.invariant.APauseStopsNewWorkWithinOneBatch;
import dev.sluice.simulation.invariant.AStopHoldsWithinOneBatchOrStage;
import dev.sluice.simulation.invariant.AllInvariants;
import dev.sluice.simulation.invariant.AlwaysEndsOrWaitsForAPerson;
import dev.sluice.simulation.invariant.CountsAddUp;
import dev.sluice.simulation.invariant.DecidesTheSameFromReplayedFacts;
import dev.sluice.simulation.invariant.EveryTouchedTargetEndsNewOrReverted;
import dev.sluice.simulation.invariant.GoesOnOnlyAfterAFreshLook;
import dev.sluice.simulation.invariant.InconclusiveNeverPasses;
import dev.sluice.simulation.invariant.Invariant;
import dev.sluice.simulation.invariant.NeverEndsWithWorkInHand;
import dev.sluice.simulation.invariant.NeverMoreTargetsAtRiskThanTheCap;
import dev.sluice.simulation.invariant.NothingAppliedAfterAFail;
import dev.sluice.simulation.invariant.NothingAppliedOnAnExpiredApproval;
import dev.sluice.simulation.invariant.NothingBeginsBeforeTheGateOpens;
import dev.sluice.simulation.invariant.OneBatchAtATime;
import dev.sluice.simulation.invariant.RevertsInReverseOrder;
import dev.sluice.simulation.invariant.TheSameSignalTwiceChangesNothing;
import dev.sluice.simulation.world.BrokenWorld;
import dev.sluice.simulation.world.Decider;
import dev.sluice.simulation.world.World;
import dev.sluice.simulation.world.WorldKind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each claim can fail: a rollout that is wrong in one way breaks it. */
class InvariantTest {
  private static final int WORLDS = 400;

  private static final Map<Class<? extends Invariant>, Decider> MUTANTS =
      Map.ofEntries(
          Map.entry(NeverMoreTargetsAtRiskThanTheCap.class, Mutant::widensWithoutAVerdict),
          Map.entry(NothingAppliedAfterAFail.class, Mutant::appliesAgainAfterAFail),
          Map.entry(EveryTouchedTargetEndsNewOrReverted.class, Mutant::believesEveryWayBack),
          Map.entry(APauseStopsNewWorkWithinOneBatch.class, Mutant::forgetsPauses),
          Map.entry(TheSameSignalTwiceChangesNothing.class, Mutant::recordsPausesTwice),
          Map.entry(OneBatchAtATime.class, Mutant::ordersTwice),
          Map.entry(RevertsInReverseOrder.class, Mutant::takesBackTheFirstFirst),
          Map.entry(InconclusiveNeverPasses.class, Mutant::passesWhatIsInconclusive),
          Map.entry(CountsAddUp.class, Mutant::countsTwice),
          Map.entry(NeverEndsWithWorkInHand.class, Mutant::walksAwayWhenAborted),
          Map.entry(AlwaysEndsOrWaitsForAPerson.class, Mutant::forgetsToBake),
          Map.entry(NothingBeginsBeforeTheGateOpens.class, Mutant::takesAnyWordForYes),
          Map.entry(NothingAppliedOnAnExpiredApproval.class, Mutant::forgetsExpiry),
          Map.entry(AStopHoldsWithinOneBatchOrStage.class, Mutant::forgetsStops),
          Map.entry(GoesOnOnlyAfterAFreshLook.class, Mutant::trustsTheOldBaseline),
          Map.entry(DecidesTheSameFromReplayedFacts.class, remembering()));

  private static Decider remembering() {
    AtomicInteger asked = new AtomicInteger();
    return (state, signal) -> Mutant.remembersOnItsOwn(asked, state, signal);
  }

  static Stream<Class<? extends Invariant>> claims() {
    return AllInvariants.fresh().stream().map(Invariant::getClass);
  }

  @Test
  void everyClaimHasAMutant() {
    assertThat(MUTANTS.keySet()).isEqualTo(claims().collect(Collectors.toSet()));
  }

  @ParameterizedTest
  @MethodSource("claims")
  void aRolloutThatIsWrongBreaksTheClaim(Class<? extends Invariant> claim) {
    Decider mutant = MUTANTS.getOrDefault(claim, Rollout::decide);
    Set<String> broken =
        Stream.iterate(1L, seed -> seed <= WORLDS, seed -> seed + 1)
            .flatMap(seed -> broken(seed, mutant, claim).stream())
            .limit(1)
            .collect(Collectors.toSet());
    assertThat(broken).containsExactly(claim.getSimpleName());
  }

  private static List<String> broken(long seed, Decider mutant, Class<? extends Invariant> claim) {
    List<Invariant> only =
        AllInvariants.fresh().stream().filter(each -> each.getClass() == claim).toList();
    try {
      new World(seed, WorldKind.of(seed), mutant, only).run();
      return List.of();
    } catch (BrokenWorld found) {
      return found.claim().equals(claim.getSimpleName()) ? List.of(found.claim()) : List.of();
    } catch (IllegalArgumentException | IndexOutOfBoundsException impossible) {
      // The mutant drove a state where it can't be; another seed shows the claim itself.
      return List.of();
    }
  }
}
