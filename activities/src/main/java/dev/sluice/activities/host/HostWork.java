package dev.sluice.activities.host;

import dev.sluice.domain.subdomain.Direction;
import java.time.Duration;

/** What an order asks of a host. */
sealed interface HostWork permits FileWork, CommandWork, RebootWork {
  /** What the order book keeps of it. */
  Before before(String version);

  /** The step that does it or takes it back. */
  HostScript step(HostConfig config, Direction direction);

  /** The step that looks how it stands and touches nothing. */
  HostScript look(HostConfig config, Direction direction);

  /** How long the step may take on the host. */
  Duration within();

  /**
   * What keeps a host from having arrived though its step was carried out; empty for nothing.
   *
   * @throws dev.sluice.domain.problem.ProblemException when somebody else's work is in the way
   */
  String missing(HostAnswer answer, Direction direction);
}
