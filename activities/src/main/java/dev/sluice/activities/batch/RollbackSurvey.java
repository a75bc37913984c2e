package dev.sluice.activities.batch;

import dev.sluice.activities.subdomain.TargetListing;
import dev.sluice.domain.plan.TargetRange;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.Target;
import dev.sluice.proto.history.v1.RollbackCheck;

/**
 * Counts the targets that are not back: still changed by the change that was taken back, or
 * unhealthy.
 */
final class RollbackSurvey {
  static final int MOST_EXAMPLES = 20;

  private final TargetListing listing;
  private final String change;
  private final RollbackCheck.Builder check = RollbackCheck.newBuilder();

  RollbackSurvey(TargetListing listing, String change) {
    this.listing = listing;
    this.change = change;
  }

  /**
   * @param touched ranges that don't overlap
   */
  RollbackCheck ask(Iterable<TargetRange> touched) {
    for (TargetRange range : touched) {
      if (!listing.read(range, TargetListing.MOST, this::look)) {
        throw new ProblemException(
            new Problem.ForOperator(
                "TOO_MANY_TARGETS",
                "more than %,d touched targets in one range: look whether all are back by hand"
                    .formatted(TargetListing.MOST)));
      }
    }
    return check.build();
  }

  private void look(Target target) {
    check.setTargets(check.getTargets() + 1);
    boolean stillChanged = target.changedBy().equals(change);
    if (!stillChanged && target.healthy()) {
      return;
    }
    check.setNotBack(check.getNotBack() + 1);
    if (check.getExamplesCount() < MOST_EXAMPLES) {
      check.addExamples(
          stillChanged
              ? "%s still runs %s from this change".formatted(target.name(), target.version())
              : "%s is unhealthy on %s".formatted(target.name(), target.version()));
    }
  }
}
