package dev.sluice.activities.work;

import dev.sluice.activities.problem.ProblemFailures;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tries again what fails for a passing reason: a few times and later each time, then for as long as
 * there is time to wait.
 *
 * @param pause waits between two tries
 * @param waiting how long there is time
 */
public record Tries(Pause pause, Waiting waiting) {
  /** Tries at one call that it always gets. */
  public static final int FEW = 4;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final int DEEPEST_CAUSE = 10;

  /** For calls that somebody else makes again if these few tries don't help. */
  public static Tries few(Pause pause) {
    return new Tries(pause, Waiting.notAtAll());
  }

  /**
   * What the call returns.
   *
   * @throws ProblemException when someone must act first, or it does not pass
   * @throws InterruptedException when the call was cut short: that says nothing about its target
   */
  public <T> T at(Supplier<T> call) throws InterruptedException {
    return at(call, _ -> {});
  }

  /**
   * The same.
   *
   * @param lost is told how long the call was of no use, before it returns
   */
  public <T> T at(Supplier<T> call, Consumer<Duration> lost) throws InterruptedException {
    Waiting.Wait wait = waiting.begin();
    boolean answered = false;
    try {
      Duration rest = FIRST_PAUSE;
      for (int attempt = 1; ; attempt++) {
        try {
          T answer = call.get();
          answered = true;
          lost.accept(wait.lost());
          return answer;
        } catch (RuntimeException e) {
          failIfInterrupted(e);
          Problem met = mayPass(e);
          answered = met == null;
          if (met == null || !wait.goesOn(met, attempt < FEW, rest)) {
            throw e;
          }
        }
        pause.sleep(rest);
        rest = rest.multipliedBy(2);
        rest = rest.compareTo(LONGEST_PAUSE) < 0 ? rest : LONGEST_PAUSE;
      }
    } finally {
      wait.end(answered);
    }
  }

  /** The problem, if it may pass. */
  private static @Nullable Problem mayPass(RuntimeException e) {
    return e instanceof ProblemException met && ProblemFailures.worthTryingAgain(met.problem())
        ? met.problem()
        : null;
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
