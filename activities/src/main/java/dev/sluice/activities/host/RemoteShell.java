package dev.sluice.activities.host;

import dev.sluice.activities.host.inventory.Host;
import dev.sluice.domain.problem.ProblemException;
import java.time.Duration;

/** Runs scripts on hosts. Thread-safe. */
public interface RemoteShell extends AutoCloseable {
  /**
   * What a script printed.
   *
   * @param script POSIX sh, read from the shell's standard input
   * @throws ProblemException when the host can't be reached or its answer does not come: what the
   *     script did is not known then
   */
  String run(Host host, String script, Duration within);

  @Override
  void close();
}
