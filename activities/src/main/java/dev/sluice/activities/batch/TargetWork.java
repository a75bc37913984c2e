package dev.sluice.activities.batch;

import dev.sluice.activities.problem.DefectWords;
import dev.sluice.activities.work.Tries;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.Arrival;
import dev.sluice.domain.subdomain.Direction;
import dev.sluice.domain.subdomain.Effect;
import dev.sluice.domain.subdomain.SubDomain;
import dev.sluice.domain.subdomain.TargetOrder;
import dev.sluice.proto.history.v1.BatchOrder;
import dev.sluice.proto.history.v1.Scope;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The work on one target of a batch, with more tries where trying again may help.
 *
 * @param subDomain who does it
 * @param direction apply or revert
 * @param order the batch's order
 * @param fence keeps out late calls of earlier attempts
 * @param tries how often it is tried
 * @param patience how long the target may take
 * @param underway is told of the target while it is late
 */
record TargetWork(
    SubDomain subDomain,
    Direction direction,
    BatchOrder order,
    long fence,
    Tries tries,
    Patience patience,
    Underway underway) {
  private static final Duration LOOK = Duration.ofSeconds(10);
  private static final Logger LOG = LoggerFactory.getLogger(TargetWork.class);

  TargetOutcome carryOut(String target) throws InterruptedException {
    try {
      TargetOrder one = orderFor(target);
      Effect effect = tries.at(() -> give(one));
      arrive(one);
      return new TargetOutcome.Done(effect);
    } catch (ProblemException e) {
      return new TargetOutcome.Failed(e.problem().message());
    } catch (RuntimeException e) {
      // One target's surprise must not leave the others of the batch half done.
      LOG.warn("{} of {} met what its sub-domain does not foresee", direction.verb(), target, e);
      return new TargetOutcome.Failed(
          "sub-domain %s failed with %s; see its worker's log"
              .formatted(subDomain.name(), DefectWords.of(e)));
    }
  }

  private Effect give(TargetOrder one) {
    return switch (direction) {
      case APPLY -> subDomain.apply(one);
      case REVERT -> subDomain.revert(one);
    };
  }

  private void arrive(TargetOrder one) throws InterruptedException {
    Patience.Wait wait = patience.begin();
    try {
      Arrival arrival = look(one, wait);
      while (!arrival.there()) {
        wait.goOn(arrival);
        underway.notThere(one.target(), wait.begun(), arrival.words());
        arrival = look(one, wait);
      }
    } finally {
      underway.over(one.target());
    }
  }

  /**
   * Nobody can tell how far the target is while its system does not answer; a system that does not
   * wait is no reason to miss the batch's end.
   */
  private Arrival look(TargetOrder one, Patience.Wait wait) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    return tries.at(() -> subDomain.await(one, direction, LOOK), wait::without);
  }

  private TargetOrder orderFor(String target) {
    Scope scope = order.getScope();
    return new TargetOrder(
        scope.getChangeId(),
        target,
        scope.getCapability(),
        scope.getParametersMap(),
        "%s/%d/%s/%s"
            .formatted(scope.getChangeId(), order.getBatch().getNumber(), target, direction.verb()),
        fence);
  }
}
