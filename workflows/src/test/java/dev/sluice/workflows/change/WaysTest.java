package dev.sluice.workflows.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.plan.OnTrouble;
import dev.sluice.domain.rollout.Outcome;
import dev.sluice.domain.rollout.Rollout;
import dev.sluice.domain.rollout.RolloutEvent;
import dev.sluice.domain.rollout.RolloutState;
import dev.sluice.domain.rollout.Trouble;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WaysTest {
  private static final RolloutState PLANNED =
      Rollout.planned(Plans.with(1, OnTrouble.HOLD, Duration.ZERO, 2));

  @Test
  void anUntouchedChangeThatWaitsForApprovalIsApprovedPausedOrEnded() {
    assertThat(ways(new RolloutEvent.ApprovalAsked(1)))
        .containsExactly(
            "sluice approve release-1 --reason WHY: lets it begin",
            "sluice pause release-1 --reason WHY: waits before the first batch",
            "sluice abort release-1 --reason WHY: ends it untouched");
  }

  @Test
  void aHeldChangeThatFailedIsNotFailedAgain() {
    assertThat(
            ways(
                new RolloutEvent.BatchBegun(1, 1),
                new RolloutEvent.BakeBegun(1, 1),
                new RolloutEvent.Held(Trouble.FAILED, "slow")))
        .containsExactly(
            "sluice override release-1 pass --batch 1 --reason WHY: counts the batch as good",
            "sluice resume release-1 --reason WHY: watches the batch again",
            "sluice abort release-1 --reason WHY: takes back all it changed",
            "sluice abort release-1 --reason WHY --hold: ends it, leaves all as it is now");
  }

  @Test
  void aLastWatchThatCouldNotBeMadeIsMadeAgainOrPassed() {
    assertThat(
            ways(
                new RolloutEvent.BatchBegun(1, 1),
                new RolloutEvent.BakeBegun(1, 1),
                new RolloutEvent.BatchPassed(1),
                new RolloutEvent.WatchBegun(2),
                new RolloutEvent.Held(Trouble.UNDECIDED, "it broke")))
        .containsExactly(
            "sluice override release-1 pass --reason WHY: ends the last watch well",
            "sluice override release-1 fail --reason WHY: counts the batch as failed",
            "sluice resume release-1 --reason WHY: watches the whole again",
            "sluice abort release-1 --reason WHY: takes back all it changed",
            "sluice abort release-1 --reason WHY --hold: ends it, leaves all as it is now");
  }

  @Test
  void aRunningWayBackCanOnlyBeStopped() {
    assertThat(ways(new RolloutEvent.BatchBegun(1, 1), new RolloutEvent.RollbackBegun("slow")))
        .containsExactly(
            "sluice abort release-1 --reason WHY --hold: ends it, leaves all as it is now");
  }

  @Test
  void nothingCanBeDoneToAChangeThatHasEnded() {
    assertThat(ways(new RolloutEvent.Ended(Outcome.REFUSED, "not ready"))).isEmpty();
  }

  private static List<String> ways(RolloutEvent... events) {
    RolloutState state = PLANNED;
    for (RolloutEvent event : events) {
      state = Rollout.apply(state, event);
    }
    return Ways.of(state, "release-1").stream()
        .map(way -> way.command() + ": " + way.effect())
        .toList();
  }
}
