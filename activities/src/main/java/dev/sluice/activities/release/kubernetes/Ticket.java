package dev.sluice.activities.release.kubernetes;

import dev.sluice.domain.problem.ProblemException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One request that waits for a write. Used by whoever holds the bench's lock only. */
final class Ticket<T> {
  private final Function<Draft, @Nullable T> request;
  private @Nullable T answer;
  private @Nullable ProblemException refusal;
  private boolean drafted;
  private volatile boolean answered;

  Ticket(Function<Draft, @Nullable T> request) {
    this.request = request;
  }

  /** Takes the request into a draft; earlier drafts of it are forgotten. */
  void draft(Draft draft) {
    answer = null;
    refusal = null;
    try {
      answer = request.apply(draft);
    } catch (ProblemException e) {
      refusal = e;
    }
    drafted = true;
  }

  /** Once the draft is written: whether that answers the request. */
  boolean settle() {
    answered = drafted && (answer != null || refusal != null);
    return answered;
  }

  boolean isAnswered() {
    return answered;
  }

  T answer() {
    ProblemException met = refusal;
    if (met != null) {
      throw new ProblemException(met.problem(), met);
    }
    T given = answer;
    if (given == null) {
      throw new IllegalStateException("asked before it was answered");
    }
    return given;
  }
}
