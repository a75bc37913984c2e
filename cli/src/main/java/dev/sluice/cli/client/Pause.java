package dev.sluice.cli.client;

import java.time.Duration;

/** Lets time pass between two attempts. */
@FunctionalInterface
public interface Pause {
  void pause(Duration length) throws InterruptedException;
}
