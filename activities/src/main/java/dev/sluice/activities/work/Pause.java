package dev.sluice.activities.work;

import java.time.Duration;

/** A wait that an interrupt ends. */
@FunctionalInterface
public interface Pause {
  /** A wait in real time. */
  Pause REAL = Thread::sleep;

  void sleep(Duration time) throws InterruptedException;
}
