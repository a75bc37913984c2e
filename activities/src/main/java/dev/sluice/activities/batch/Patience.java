package dev.sluice.activities.batch;

import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.Arrival;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * How long a target may take to arrive after its order.
 *
 * @param most above 0
 * @param clock tells the time
 */
record Patience(Duration most, InstantSource clock) {
  /** The way of one target whose order was given just now. */
  Wait begin() {
    return new Wait(clock.instant());
  }

  final class Wait {
    private final Instant begun;
    private Instant end;

    private Wait(Instant begun) {
      this.begun = begun;
      end = begun.plus(most);
    }

    Instant begun() {
      return begun;
    }

    /** So much time does not count. */
    void without(Duration lost) {
      end = end.plus(lost);
    }

    /** Ends in a problem when the time is over. */
    void goOn(Arrival underway) {
      if (!clock.instant().isBefore(end)) {
        throw new ProblemException(
            new Problem.ForOperator(
                "NOT_THERE_IN_TIME",
                "not there %d s after its order: %s; look at it, or take it back"
                    .formatted(most.toSeconds(), underway.words())));
      }
    }
  }
}
