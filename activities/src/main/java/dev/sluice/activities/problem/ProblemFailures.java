package dev.sluice.activities.problem;

import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import io.temporal.failure.ApplicationFailure;
import java.util.function.Supplier;

/** Problems as Temporal sees them: the code is the failure's type, and decides nothing else. */
public final class ProblemFailures {
  /** A failure that is tried again only if nobody has to act first. */
  public static ApplicationFailure of(ProblemException exception) {
    Problem problem = exception.problem();
    return ApplicationFailure.newBuilder()
        .setType(problem.code())
        .setMessage(problem.message())
        .setNonRetryable(!worthTryingAgain(problem))
        .setCause(exception)
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
