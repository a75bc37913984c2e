package dev.sluice.activities.traffic;

import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;

/** Problems of this sub-domain. */
public final class TrafficProblems {
  private TrafficProblems() {}

  public static ProblemException author(String code, String message) {
    return new ProblemException(new Problem.ForAuthor(code, message));
  }

  public static ProblemException operator(String code, String message) {
    return new ProblemException(new Problem.ForOperator(code, message));
  }

  public static ProblemException passing(String code, String message) {
    return new ProblemException(new Problem.Passing(code, message));
  }

  /** A proxy that does not answer, or too late. */
  public static ProblemException unreachable(String proxy, String address, Exception cause) {
    String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return new ProblemException(
        new Problem.Passing(
            "PROXY_UNREACHABLE",
            "%s does not answer at %s (%s); see that it runs and can be reached"
                .formatted(proxy, address, why)),
        cause);
  }

  /** The calling thread was interrupted; its flag stays set. */
  public static ProblemException interrupted(String proxy) {
    Thread.currentThread().interrupt();
    return passing("INTERRUPTED", "work on %s was cancelled".formatted(proxy));
  }
}
