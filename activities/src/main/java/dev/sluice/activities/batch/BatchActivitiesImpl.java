package dev.sluice.activities.batch;

import dev.sluice.activities.problem.ProblemFailures;
import dev.sluice.activities.subdomain.SubDomainCatalog;
import dev.sluice.activities.subdomain.TargetListing;
import dev.sluice.activities.work.BeatingWork;
import dev.sluice.activities.work.Pause;
import dev.sluice.domain.plan.TargetRange;
import dev.sluice.domain.subdomain.Direction;
import dev.sluice.domain.subdomain.SubDomain;
import dev.sluice.proto.history.v1.BatchCheckpoint;
import dev.sluice.proto.history.v1.BatchEffect;
import dev.sluice.proto.history.v1.BatchOrder;
import dev.sluice.proto.history.v1.RollbackCheck;
import dev.sluice.proto.history.v1.RollbackCheckOrder;
import dev.sluice.proto.history.v1.Scope;
import dev.sluice.workflows.batch.BatchActivities;
import dev.sluice.workflows.wire.TargetWire;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Works through batches, for every sub-domain of its catalog. */
public final class BatchActivitiesImpl implements BatchActivities {
  private final SubDomainCatalog subDomains;
  private final InstantSource clock;
  private final Pause pause;
  private final BeatingWork work;

  /**
   * @param pause waits between two tries at one target
   */
  public BatchActivitiesImpl(
      SubDomainCatalog subDomains, InstantSource clock, Pause pause, BeatingWork work) {
    this.subDomains = subDomains;
    this.clock = clock;
    this.pause = pause;
    this.work = work;
  }

  @Override
  public BatchEffect apply(BatchOrder order) {
    return carryOut(order, Direction.APPLY);
  }

  @Override
  public BatchEffect revert(BatchOrder order) {
    return carryOut(order, Direction.REVERT);
  }

  private BatchEffect carryOut(BatchOrder order, Direction direction) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    BatchCheckpoint earlier =
        context
            .getHeartbeatDetails(BatchCheckpoint.class)
            .orElseGet(BatchCheckpoint::getDefaultInstance);
    BatchRun run =
        new BatchRun(
            subDomain(order.getScope()),
            direction,
            order,
            earlier,
            context.getInfo().getAttempt(),
            end(context.getInfo()),
            clock,
            pause);
    return work.run(run::checkpoint, run::run);
  }

  /** Early enough that an activity's time does not run out before it has told what it met. */
  private Instant end(ActivityInfo activity) {
    return clock.instant().plus(activity.getStartToCloseTimeout().multipliedBy(4).dividedBy(5));
  }

  @Override
  public RollbackCheck checkRollback(RollbackCheckOrder order) {
    Scope scope = order.getScope();
    TargetListing listing = new TargetListing(subDomain(scope), scope.getSelectorMap());
    List<TargetRange> touched = order.getTouchedList().stream().map(TargetWire::toDomain).toList();
    RollbackSurvey survey = new RollbackSurvey(listing, scope.getChangeId());
    return work.run(() -> "asking", () -> survey.ask(touched));
  }

  private SubDomain subDomain(Scope scope) {
    return ProblemFailures.atTheEdge(() -> subDomains.named(scope.getSubDomain()));
  }
}
