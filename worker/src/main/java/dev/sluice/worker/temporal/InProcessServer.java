package dev.sluice.worker.temporal;

import com.uber.m3.tally.Scope;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testserver.TestServer;
import java.net.URI;
import java.util.Optional;

/**
 * Temporal's test server inside this process, in real time: the last resort for a first look. Only
 * this process reaches it, since its own port would be open to every machine.
 */
final class InProcessServer implements TemporalServer {
  private final TestServer.InProcessTestServer server;

  InProcessServer() {
    // Time skipping stays locked, so that a bake of a minute takes a minute.
    server = TestServer.createServer(true);
  }

  @Override
  public String description() {
    return "Temporal's test server in this process: no UI, and nothing survives a restart. "
        + TemporalCommand.HOW_TO_GET;
  }

  @Override
  public Optional<URI> ui() {
    return Optional.empty();
  }

  @Override
  public boolean hasVisibility() {
    return false;
  }

  @Override
  public WorkflowServiceStubs connect(Scope metrics) {
    return WorkflowServiceStubs.newServiceStubs(
        WorkflowServiceStubsOptions.newBuilder()
            .setChannel(server.getChannel())
            .setMetricsScope(metrics)
            .build());
  }

  @Override
  public OperatorServiceStubs administer() {
    return OperatorServiceStubs.newServiceStubs(
        OperatorServiceStubsOptions.newBuilder()
            .setChannel(server.getChannel())
            .setMetricsScope(TemporalServer.uncounted())
            .validateAndBuildWithDefaults());
  }

  @Override
  public void close() {
    server.close();
  }
}
