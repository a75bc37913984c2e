package dev.sluice.worker.durability;

import dev.sluice.activities.ledger.Ledger;
import dev.sluice.activities.ledger.LedgerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** A ledger in a real PostgreSQL that is killed and started again. */
final class LedgerDatabase implements AutoCloseable {
  private final int port = ChildProcess.freePort();

  LedgerDatabase() {
    script("wipe");
    start();
  }

  private String url() {
    return "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port);
  }

  /** What tells Sluice of it. */
  Map<String, String> settings() {
    return Map.of("SLUICE_LEDGER_URL", url(), "SLUICE_LEDGER_USER", "postgres");
  }

  Ledger open() {
    return Ledger.reading(new LedgerConfig(url(), "postgres", null, false));
  }

  void start() {
    script("start");
  }

  void kill() {
    script("kill");
  }

  private void script(String command) {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "../docker/systems/postgresql.sh", command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("POSTGRESQL_PORT", Integer.toString(port));
    builder.environment().put("POSTGRESQL_NAME", "ledger-restart");
    try {
      int end = builder.start().waitFor();
      if (end != 0) {
        throw new IllegalStateException("postgresql.sh %s ended with %d".formatted(command, end));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    script("wipe");
  }
}
