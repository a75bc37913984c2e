package dev.sluice.workflows.rollout;

import dev.sluice.domain.plan.Plan;
import dev.sluice.domain.plan.TargetRange;
import dev.sluice.proto.history.v1.Scope;
import java.util.List;

/**
 * What stays the same while a rollout runs.
 *
 * @param changeId id of the change it belongs to, and of its workflow
 * @param orderedAs what sub-domains know the change as; its own id unless it takes another back
 * @param batches batches of the whole change, which share the error budget
 * @param touchedBefore what the change had touched before this rollout
 * @param stageOffset index of the plan's first stage within the change
 * @param recordedAs whose entries in the ledger its verdicts are; empty where no ledger is told
 */
public record RolloutContext(
    String changeId,
    String orderedAs,
    int batches,
    List<TargetRange> touchedBefore,
    int stageOffset,
    String recordedAs) {
  public RolloutContext {
    touchedBefore = List.copyOf(touchedBefore);
  }

  Scope scope(Plan plan) {
    return Scope.newBuilder()
        .setChangeId(orderedAs)
        .setSubDomain(plan.subDomain())
        .setCapability(plan.capability())
        .putAllParameters(plan.parameters())
        .putAllSelector(plan.selector())
        .build();
  }
}
