package dev.sluice.workflows.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.plan.OnTrouble;
import dev.sluice.domain.plan.Plan;
import dev.sluice.domain.rollout.Rollout;
import dev.sluice.domain.rollout.RolloutEvent;
import dev.sluice.domain.rollout.RolloutState;
import dev.sluice.domain.rollout.Trouble;
import dev.sluice.workflows.change.Plans;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RolloutWireTest {
  private static final Plan PLAN = Plans.with(0, OnTrouble.HOLD, Duration.ZERO, 2);

  @Test
  void keepsWhereAWayBackIsStuckAndWhy() {
    RolloutState state = Rollout.planned(PLAN);
    for (RolloutEvent event :
        List.of(
            new RolloutEvent.BatchBegun(1, 1),
            new RolloutEvent.RollbackBegun("slow"),
            new RolloutEvent.RevertBegun(1, 1),
            new RolloutEvent.RevertGivenUp(1, "it broke"),
            new RolloutEvent.Held(Trouble.ROLLBACK_STUCK, "stuck"))) {
      state = Rollout.apply(state, event);
    }
    RolloutState read = RolloutWire.toDomain(RolloutWire.toProto(state), PLAN);
    assertThat(read).isEqualTo(state);
    assertThat(read.rollback())
        .isEqualTo(new RolloutState.Rollback(1, 1, 1, List.of(1), "it broke"));
  }
}
