package dev.sluice.worker.temporal;

import com.uber.m3.tally.Scope;
import dev.sluice.worker.config.TemporalConfig;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A {@code temporal server start-dev} that this process started and ends. */
final class DevServer implements TemporalServer {
  private static final Duration SERVES_WITHIN = Duration.ofSeconds(60);
  private static final Duration TRY_EVERY = Duration.ofMillis(500);
  private static final int LAST_LINES = 5;

  private final Process process;
  private final DataFolder folder;
  private final int port;
  private final int uiPort;

  private DevServer(Process process, DataFolder folder, int port, int uiPort) {
    this.process = process;
    this.folder = folder;
    this.port = port;
    this.uiPort = uiPort;
  }

  static DevServer start(Path command, TemporalConfig config) {
    DataFolder folder = DataFolder.take(config.dev().dataDir());
    int port = FreePorts.choose(config.dev().port(), 7233);
    int uiPort = FreePorts.choose(config.dev().uiPort(), 8233);
    ProcessBuilder builder =
        new ProcessBuilder(arguments(command, config, folder, port, uiPort))
            .redirectErrorStream(true)
            .redirectOutput(folder.log().toFile());
    try {
      Process process = builder.start();
      folder.remember(process);
      DevServer server = new DevServer(process, folder, port, uiPort);
      server.awaitServing();
      return server;
    } catch (IOException e) {
      folder.close();
      throw new TemporalUnavailableException(command + " can't be started: " + e, e);
    }
  }

  private static List<String> arguments(
      Path command, TemporalConfig config, DataFolder folder, int port, int uiPort) {
    return List.of(
        command.toString(),
        "server",
        "start-dev",
        "--ip",
        "127.0.0.1",
        "--port",
        Integer.toString(port),
        "--ui-port",
        Integer.toString(uiPort),
        "--db-filename",
        folder.database().toString(),
        "--namespace",
        config.namespace(),
        "--log-level",
        "warn");
  }

  private void awaitServing() {
    WorkflowServiceStubs stubs = connect(TemporalServer.uncounted());
    try {
      long tries = SERVES_WITHIN.dividedBy(TRY_EVERY);
      for (long i = 0; i < tries; i++) {
        if (!process.isAlive()) {
          throw refused("ended with code " + process.exitValue());
        }
        if (answers(stubs)) {
          return;
        }
      }
      throw refused("does not serve within " + SERVES_WITHIN.toSeconds() + " s");
    } catch (TemporalUnavailableException e) {
      close();
      throw e;
    } finally {
      stubs.shutdownNow();
    }
  }

  private static boolean answers(WorkflowServiceStubs stubs) {
    try {
      stubs.connect(TRY_EVERY);
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  private TemporalUnavailableException refused(String what) {
    return new TemporalUnavailableException(
        "temporal server start-dev "
            + what
            + ". Its last words in "
            + folder.log()
            + ": "
            + lastWords());
  }

  private String lastWords() {
    try {
      List<String> lines = Files.readAllLines(folder.log());
      return String.join(
          System.lineSeparator(),
          lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    } catch (IOException | UncheckedIOException e) {
      return "(unreadable)";
    }
  }

  @Override
  public String description() {
    return "Temporal dev server at 127.0.0.1:" + port + ", database " + folder.database();
  }

  @Override
  public Optional<URI> ui() {
    return Optional.of(URI.create("http://127.0.0.1:" + uiPort));
  }

  @Override
  public boolean hasVisibility() {
    return true;
  }

  @Override
  public WorkflowServiceStubs connect(Scope metrics) {
    return WorkflowServiceStubs.newServiceStubs(
        WorkflowServiceStubsOptions.newBuilder()
            .setTarget("127.0.0.1:" + port)
            .setMetricsScope(metrics)
            .build());
  }

  @Override
  public OperatorServiceStubs administer() {
    return OperatorServiceStubs.newServiceStubs(
        OperatorServiceStubsOptions.newBuilder()
            .setTarget("127.0.0.1:" + port)
            .setMetricsScope(TemporalServer.uncounted())
            .validateAndBuildWithDefaults());
  }

  @Override
  public void close() {
    DataFolder.end(process.toHandle());
    folder.close();
  }
}
