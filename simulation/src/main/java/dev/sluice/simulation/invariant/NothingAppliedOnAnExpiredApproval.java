package dev.sluice.simulation.invariant;

import dev.sluice.domain.control.Approval;
import dev.sluice.domain.control.ApprovalCount;
import dev.sluice.domain.plan.Classification;
import dev.sluice.domain.rollout.RolloutEvent;
import dev.sluice.simulation.world.Moment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** When the first target is touched, enough people have agreed whose word still counts. */
public final class NothingAppliedOnAnExpiredApproval implements Invariant {
  private final Map<String, Approval> given = new LinkedHashMap<>();

  @Override
  public void after(Moment moment) {
    if (moment.run() != moment.world().change() || moment.before().rollback() != null) {
      return;
    }
    boolean touched = !moment.before().isUntouched();
    for (RolloutEvent fact : moment.decision().facts()) {
      if (fact instanceof RolloutEvent.Approved approved) {
        given.put(approved.actor(), approved.approval());
      }
      boolean begins =
          fact instanceof RolloutEvent.BatchBegun || fact instanceof RolloutEvent.StageBegun;
      if (begins && !touched) {
        require(suffices(moment), "%s at %s with %s", fact, moment.world().now(), given.values());
      }
    }
  }

  private boolean suffices(Moment moment) {
    Instant now = moment.world().now();
    Classification classification = moment.after().plan().classification();
    List<Approval> holding = new ArrayList<>(given.values());
    holding.removeIf(one -> !one.holdsAt(now));
    return new ApprovalCount(
            classification.controls().approvals(), classification.approvalsNeeded(), holding)
        .suffices();
  }
}
