package dev.sluice.activities.host;

import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Problems with hosts, by who must act. Messages are format strings. */
// The annotation that would have them checked is in a library that nothing else here needs.
@SuppressWarnings("AnnotateFormatMethod")
public final class HostProblems {
  private HostProblems() {}

  static ProblemException author(String code, String message, @Nullable Object... parts) {
    return new ProblemException(new Problem.ForAuthor(code, message.formatted(parts)));
  }

  public static ProblemException operator(String code, String message, @Nullable Object... parts) {
    return new ProblemException(new Problem.ForOperator(code, message.formatted(parts)));
  }

  public static ProblemException passing(String code, String message, @Nullable Object... parts) {
    return new ProblemException(new Problem.Passing(code, message.formatted(parts)));
  }

  /** The work on a host was cut short; says nothing about the host. */
  public static ProblemException interrupted(String host) {
    Thread.currentThread().interrupt();
    return passing("INTERRUPTED", "the work on %s was cut short", host);
  }
}
