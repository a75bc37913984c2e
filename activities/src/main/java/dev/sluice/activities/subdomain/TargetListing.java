package dev.sluice.activities.subdomain;

import dev.sluice.domain.plan.TargetRange;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.SubDomain;
import dev.sluice.domain.subdomain.Target;
import dev.sluice.domain.subdomain.TargetQuery;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The targets of a selector, read page by page.
 *
 * @param subDomain who is asked
 * @param selector labels that select them
 */
public record TargetListing(SubDomain subDomain, Map<String, String> selector) {
  /** Most targets that one reading looks at, so that none is endless. */
  public static final int MOST = 100_000;

  public TargetListing {
    selector = Map.copyOf(selector);
  }

  /**
   * Hands over the range's targets in name order.
   *
   * @param most how many at most, at least 1
   * @return true when the range has no more
   * @throws ProblemException for the operator, when a page holds a target that was not asked for:
   *     what lies outside of a range must not be touched
   */
  public boolean read(TargetRange range, int most, Consumer<Target> reader) {
    TargetRange rest = range;
    int left = most;
    while (left > 0) {
      int limit = Math.min(left, TargetQuery.MAX_LIMIT);
      List<Target> page = subDomain.list(new TargetQuery(selector, rest, limit));
      if (page.size() > limit) {
        throw broken("%d targets where %d were asked for".formatted(page.size(), limit));
      }
      for (Target target : page) {
        if (!rest.contains(target)) {
          throw broken("target %s out of order or out of range".formatted(target.name()));
        }
        rest = rest.startingAfter(target.name());
        reader.accept(target);
      }
      if (page.size() < limit) {
        return true;
      }
      left -= limit;
    }
    return false;
  }

  private ProblemException broken(String found) {
    return new ProblemException(
        new Problem.ForOperator(
            "BROKEN_LISTING",
            "sub-domain %s listed %s; mend its list of targets before it is used again"
                .formatted(subDomain.name(), found)));
  }
}
