package dev.sluice.activities.reconcile;

import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.reconcile.Work;
import java.time.Instant;
import java.util.List;

/** Who is at work on targets, as far as Sluice knows. Thread-safe. */
@FunctionalInterface
public interface Works {
  /**
   * All that run, guarded and reported ones too, and those that ended since.
   *
   * @throws ProblemException when it can't be told: then nothing may be found
   */
  List<Work> since(Instant time);
}
