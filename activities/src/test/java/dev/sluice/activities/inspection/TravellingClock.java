package dev.sluice.activities.inspection;

import dev.sluice.activities.work.Pause;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that only pauses move. */
final class TravellingClock implements InstantSource, Pause {
  private Instant now;

  TravellingClock(Instant now) {
    this.now = now;
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  @Override
  public synchronized void sleep(Duration time) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    now = now.plus(time);
  }
}
