package dev.sluice.activities.problem;

import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import io.temporal.failure.ApplicationFailure;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Problems as Temporal sees them: the code is the failure's type, and decides nothing else. */
public final class ProblemFailures {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemFailures.class);

  /**
   * A failure that is tried again only if nobody has to act first. What it came from is logged
   * here, not kept in histories: a library's chain of causes can be too big for Temporal, which
   * then shows none of it, and may hold what belongs in none.
   */
  public static ApplicationFailure of(ProblemException exception) {
    Problem problem = exception.problem();
    LOG.debug("{}: {}", problem.code(), problem.message(), exception);
    return ApplicationFailure.newBuilder()
        .setType(problem.code())
        .setMessage(problem.message())
        .setNonRetryable(!worthTryingAgain(problem))
        .build();
  }

  /** What the work returns, or a failure made {@link #of} the problem it meets. */
  public static <T> T atTheEdge(Supplier<T> work) {
    try {
      return work.get();
    } catch (ProblemException e) {
      throw of(e);
    }
  }

  /** Whether the same call may succeed later without anyone acting. */
  public static boolean worthTryingAgain(Problem problem) {
    return switch (problem) {
      case Problem.ForAuthor _, Problem.ForOperator _ -> false;
      case Problem.Passing _ -> true;
    };
  }

  private ProblemFailures() {}
}
