package dev.sluice.cli.command;

import dev.sluice.cli.client.Connector;
import dev.sluice.cli.client.NetworkConnector;
import dev.sluice.cli.client.Pause;
import dev.sluice.cli.terminal.Terminal;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What the commands need of the world around them.
 *
 * @param random where request ids come from
 * @param pause how time passes between two attempts
 */
public record Session(
    Terminal terminal,
    InstantSource clock,
    RandomGenerator random,
    Connector connector,
    Pause pause) {

  /** The world of this process. */
  public static Session ofThisProcess() {
    return new Session(
        Terminal.ofThisProcess(),
        InstantSource.system(),
        new SecureRandom(),
        new NetworkConnector(),
        Thread::sleep);
  }
}
