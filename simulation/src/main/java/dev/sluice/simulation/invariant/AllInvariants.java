package dev.sluice.simulation.invariant;

import java.util.List;

/** Every claim that a world is held to. */
public final class AllInvariants {
  private AllInvariants() {}

  /** Fresh ones, for one world. */
  public static List<Invariant> fresh() {
    return List.of(
        new NeverMoreTargetsAtRiskThanTheCap(),
        new NothingAppliedAfterAFail(),
        new EveryTouchedTargetEndsNewOrReverted(),
        new APauseStopsNewWorkWithinOneBatch(),
        new TheSameSignalTwiceChangesNothing(),
        new OneBatchAtATime(),
        new RevertsInReverseOrder(),
        new InconclusiveNeverPasses(),
        new CountsAddUp(),
        new NeverEndsWithWorkInHand(),
        new AlwaysEndsOrWaitsForAPerson(),
        new NothingBeginsBeforeTheGateOpens(),
        new NothingAppliedOnAnExpiredApproval(),
        new AStopHoldsWithinOneBatchOrStage(),
        new GoesOnOnlyAfterAFreshLook(),
        new DecidesTheSameFromReplayedFacts());
  }
}
