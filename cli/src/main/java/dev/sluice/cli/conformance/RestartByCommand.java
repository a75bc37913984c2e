package dev.sluice.cli.conformance;

import dev.sluice.activities.conformance.Trial;
import dev.sluice.domain.plan.TargetRange;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.SubDomain;
import dev.sluice.domain.subdomain.TargetQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A service that is restarted by a command of its owner's.
 *
 * @param command for the shell; it has been restarted when the command ends with 0
 * @param subDomain what is to answer afterwards
 * @param patience how long either may take
 */
record RestartByCommand(String command, SubDomain subDomain, Duration patience)
    implements Trial.Restart {
  private static final long AGAIN_MILLIS = 100;
  private static final int MOST_BYTES = 64 << 10;

  @Override
  public void restart() throws IOException, InterruptedException {
    Path said = Files.createTempFile("sluice-restart", ".log");
    try {
      // Into a file: what the command leaves running keeps its output open.
      Process process =
          new ProcessBuilder(List.of("sh", "-c", command))
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new IOException(
            "`%s` has not ended after %d s".formatted(command, patience.toSeconds()));
      }
      if (process.exitValue() != 0) {
        throw new IOException(
            "`%s` ended with %d: %s".formatted(command, process.exitValue(), lastLine(said)));
      }
    } finally {
      Files.deleteIfExists(said);
    }
    awaitAnswer();
  }

  private void awaitAnswer() throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        subDomain.list(new TargetQuery(Map.of(), TargetRange.ALL, 1));
        return;
      } catch (ProblemException e) {
        if (System.nanoTime() - end > 0) {
          throw e;
        }
        Thread.sleep(AGAIN_MILLIS);
      }
    }
  }

  private static String lastLine(Path file) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      return "it said more than 64 KB";
    }
    return Files.readString(file).lines().reduce((_, last) -> last).orElse("it said nothing");
  }
}
