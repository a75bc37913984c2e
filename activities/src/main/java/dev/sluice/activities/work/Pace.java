package dev.sluice.activities.work;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Lets so many pieces of work begin in a second, evenly. Thread-safe. */
public final class Pace {
  private final Duration gap;
  private final InstantSource clock;
  private final Pause pause;
  private Instant next = Instant.MIN;

  /**
   * @param perSecond above 0; infinite lets all begin at once
   */
  public Pace(double perSecond, InstantSource clock, Pause pause) {
    gap = Duration.ofNanos((long) (1e9 / perSecond));
    this.clock = clock;
    this.pause = pause;
  }

  /** Waits until the next piece may begin. */
  public void await() throws InterruptedException {
    Duration wait = untilMine();
    if (wait.isPositive()) {
      pause.sleep(wait);
    }
  }

  private synchronized Duration untilMine() {
    Instant now = clock.instant();
    Instant mine = next.isAfter(now) ? next : now;
    next = mine.plus(gap);
    return Duration.between(now, mine);
  }
}
