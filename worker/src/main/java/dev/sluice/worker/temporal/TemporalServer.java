package dev.sluice.worker.temporal;

import com.uber.m3.tally.NoopScope;
import com.uber.m3.tally.Scope;
import dev.sluice.worker.config.TemporalConfig;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The Temporal server that changes run on, and how to reach it. */
public sealed interface TemporalServer extends AutoCloseable
    permits ConfiguredServer, DevServer, InProcessServer {

  /** What it is and where, for the log and for messages. */
  String description();

  /** Base URL of its UI, where one is known. */
  Optional<URI> ui();

  /** Whether it can list workflows by their search attributes. */
  boolean hasVisibility();

  /** Opens a connection; the caller shuts it down. */
  WorkflowServiceStubs connect(Scope metrics);

  /** Opens a connection for administration; the caller shuts it down. */
  OperatorServiceStubs administer();

  /** Ends a server that this process started; leaves any other alone. */
  @Override
  void close();

  /**
   * Chooses a server: the configured one, else one started here.
   *
   * @param environment where {@code PATH} is looked up
   * @throws TemporalUnavailableException when no server can be had, with the remedy
   */
  static TemporalServer open(TemporalConfig config, Map<String, String> environment) {
    if (!config.address().isEmpty()) {
      return new ConfiguredServer(config);
    }
    Optional<Path> command = TemporalCommand.find(environment);
    return switch (config.dev().server()) {
      case IN_PROCESS -> new InProcessServer();
      case AUTO ->
          command.isPresent() ? DevServer.start(command.get(), config) : new InProcessServer();
      case CLI ->
          DevServer.start(
              command.orElseThrow(() ->
                  new TemporalUnavailableException(
                      "temporal.dev.server is cli, but there is no temporal command on the"
                          + " PATH. "
                          + TemporalCommand.HOW_TO_GET)),
              config);
    };
  }

  /** Connections that count nothing. */
  static Scope uncounted() {
    return new NoopScope();
  }
}
