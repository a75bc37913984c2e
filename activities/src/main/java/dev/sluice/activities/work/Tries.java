package dev.sluice.activities.work;

import dev.sluice.activities.problem.ProblemFailures;
import dev.sluice.domain.problem.ProblemException;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Tries again what fails for a passing reason: a few times, and later each time.
 *
 * @param pause waits between two tries
 */
public record Tries(Pause pause) {
  /** Most tries at one call. */
  public static final int MOST = 4;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final int DEEPEST_CAUSE = 10;

  /**
   * What the call returns.
   *
   * @throws ProblemException when someone must act first, or it does not pass
   * @throws InterruptedException when the call was cut short: that says nothing about its target
   */
  public <T> T at(Supplier<T> call) throws InterruptedException {
    Duration rest = FIRST_PAUSE;
    for (int attempt = 1; ; attempt++) {
      try {
        return call.get();
      } catch (RuntimeException e) {
        failIfInterrupted(e);
        if (attempt == MOST || !mayPass(e)) {
          throw e;
        }
      }
      pause.sleep(rest);
      rest = rest.multipliedBy(2);
    }
  }

  private static boolean mayPass(RuntimeException e) {
    return e instanceof ProblemException met && ProblemFailures.worthTryingAgain(met.problem());
  }

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
