package dev.sluice.activities.batch;

import dev.sluice.activities.problem.ProblemFailures;
import dev.sluice.activities.work.Pause;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.SubDomain;
import dev.sluice.domain.subdomain.TargetOrder;
import dev.sluice.proto.history.v1.BatchOrder;
import dev.sluice.proto.history.v1.Scope;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The work on one target of a batch, with a few tries where trying again may help.
 *
 * @param subDomain who does it
 * @param direction apply or revert
 * @param order the batch's order
 * @param fence keeps out late calls of earlier attempts
 * @param pause waits between two tries
 */
record TargetWork(
    SubDomain subDomain, Direction direction, BatchOrder order, long fence, Pause pause) {
  static final int TRIES = 4;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final int DEEPEST_CAUSE = 10;
  private static final Logger LOG = LoggerFactory.getLogger(TargetWork.class);

  TargetOutcome carryOut(String target) throws InterruptedException {
    Duration rest = FIRST_PAUSE;
    for (int attempt = 1; ; attempt++) {
      try {
        return new TargetOutcome.Done(direction.carryOut(subDomain, orderFor(target)));
      } catch (ProblemException e) {
        failIfInterrupted(e);
        if (attempt == TRIES || !ProblemFailures.worthTryingAgain(e.problem())) {
          return new TargetOutcome.Failed(e.problem().message());
        }
      } catch (RuntimeException e) {
        failIfInterrupted(e);
        // One target's surprise must not leave the others of the batch half done.
        LOG.warn("{} of {} met what its sub-domain does not foresee", direction.verb(), target, e);
        return new TargetOutcome.Failed(
            "sub-domain %s failed with %s; see its worker's log".formatted(subDomain.name(), e));
      }
      pause.sleep(rest);
      rest = rest.multipliedBy(2);
    }
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

  /** A call that was cut short says nothing about its target. */
  private static void failIfInterrupted(RuntimeException e) throws InterruptedException {
    Throwable cause = e;
    for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
      if (cause instanceof InterruptedException) {
        throw new InterruptedException();
      }
      cause = cause.getCause();
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }
}
