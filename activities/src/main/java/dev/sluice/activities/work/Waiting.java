package dev.sluice.activities.work;

import dev.sluice.domain.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for a system that does not answer, in one piece of work. Thread-safe.
 *
 * <p>A system that restarts is waited for. One that stays away is not waited for by every target
 * anew: once so many calls waited in vain, others are tried a few times only, until waiting pays
 * again.
 */
public final class Waiting {
  private final Duration most;
  private final Instant end;
  private final int mostInVain;
  private final InstantSource clock;
  private final Map<Wait, Problem> waiting = new HashMap<>();
  private int inVain;
  private @Nullable Instant since;

  /**
   * @param most how long one call is tried again
   * @param end after which none is
   * @param mostInVain how many calls may wait in vain, at least 1
   */
  public Waiting(Duration most, Instant end, int mostInVain, InstantSource clock) {
    this.most = most;
    this.end = end;
    this.mostInVain = mostInVain;
    this.clock = clock;
  }

  /** For calls that are tried a few times only. */
  static Waiting notAtAll() {
    return new Waiting(Duration.ZERO, Instant.EPOCH, 1, InstantSource.system());
  }

  /** What is waited for, by how many and since when; empty for nothing. */
  public synchronized String words() {
    return waiting.values().stream()
        .findFirst()
        .map(problem ->
            "%d %s since %s: %s"
                .formatted(
                    waiting.size(),
                    waiting.size() == 1 ? "target waits" : "targets wait",
                    since,
                    problem.message()))
        .orElse("");
  }

  /** A call is about to be made. */
  Wait begin() {
    return new Wait();
  }

  /** The waiting of one call. */
  final class Wait {
    private @Nullable Instant failedFirst;
    private Duration paused = Duration.ZERO;

    /**
     * A try met a problem that may pass.
     *
     * @param few whether it had only a few tries yet
     * @param pause before the next
     * @return whether there is to be a next
     */
    boolean goesOn(Problem met, boolean few, Duration pause) {
      synchronized (Waiting.this) {
        Instant now = clock.instant();
        failedFirst = failedFirst == null ? now : failedFirst;
        boolean time = lost().plus(pause).compareTo(most) <= 0 && !now.plus(pause).isAfter(end);
        if (!few && !time) {
          inVain++;
        }
        if (!few && (!time || inVain >= mostInVain)) {
          return false;
        }
        since = waiting.isEmpty() ? now : since;
        waiting.put(this, met);
        paused = paused.plus(pause);
        return true;
      }
    }

    /** How long ago the first try failed; zero when none did. */
    Duration lost() {
      if (failedFirst == null) {
        return Duration.ZERO;
      }
      Duration passed = Duration.between(failedFirst, clock.instant());
      return passed.compareTo(paused) < 0 ? paused : passed;
    }

    /**
     * The call is over.
     *
     * @param answered whether the system answered at last
     */
    void end(boolean answered) {
      synchronized (Waiting.this) {
        waiting.remove(this);
        inVain = answered && failedFirst != null ? 0 : inVain;
      }
    }
  }
}
