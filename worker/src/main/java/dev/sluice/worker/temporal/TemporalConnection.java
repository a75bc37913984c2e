package dev.sluice.worker.temporal;

import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.tally.Scope;
import com.uber.m3.tally.ScopeCloseException;
import com.uber.m3.util.Duration;
import dev.sluice.worker.config.TemporalConfig;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.reporter.MicrometerClientStatsReporter;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection to one namespace of a Temporal server, checked and ready for changes. */
public final class TemporalConnection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TemporalConnection.class);
  private static final java.time.Duration CONNECT_WITHIN = java.time.Duration.ofSeconds(30);
  private static final int SECONDS_A_CALL = 10;
  private static final int SECONDS_TO_CLOSE = 2;

  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;
  private final Scope scope;
  private final UiLinks links;
  private final boolean visibility;

  private TemporalConnection(
      WorkflowServiceStubs stubs,
      WorkflowClient client,
      Scope scope,
      UiLinks links,
      boolean visibility) {
    this.stubs = stubs;
    this.client = client;
    this.scope = scope;
    this.links = links;
    this.visibility = visibility;
  }

  /**
   * Connects, checks the namespace and registers search attributes.
   *
   * @param identity this process's name in histories and in the UI
   * @throws TemporalUnavailableException with the remedy
   */
  public static TemporalConnection open(
      TemporalServer server, TemporalConfig config, MeterRegistry registry, String identity) {
    Scope scope =
        new RootScopeBuilder()
            .reporter(new MicrometerClientStatsReporter(registry))
            .reportEvery(Duration.ofSeconds(5));
    WorkflowServiceStubs stubs = server.connect(scope);
    try {
      connect(stubs, server, config);
      register(server, config.namespace());
    } catch (TemporalUnavailableException e) {
      stubs.shutdownNow();
      close(scope);
      throw e;
    }
    WorkflowClient client =
        WorkflowClient.newInstance(
            stubs,
            WorkflowClientOptions.newBuilder()
                .setNamespace(config.namespace())
                .setIdentity(identity)
                // Its first converter that fits a proto message writes proto JSON.
                .setDataConverter(DefaultDataConverter.newDefaultInstance())
                .build());
    @Nullable URI ui = config.ui() != null ? config.ui() : server.ui().orElse(null);
    return new TemporalConnection(
        stubs, client, scope, new UiLinks(ui, config.namespace()), server.hasVisibility());
  }

  private static void connect(
      WorkflowServiceStubs stubs, TemporalServer server, TemporalConfig config) {
    try {
      stubs.connect(CONNECT_WITHIN);
      if (server.hasVisibility()) {
        stubs
            .blockingStub()
            .withDeadlineAfter(SECONDS_A_CALL, TimeUnit.SECONDS)
            .describeNamespace(
                DescribeNamespaceRequest.newBuilder().setNamespace(config.namespace()).build());
      }
    } catch (StatusRuntimeException e) {
      String remedy =
          e.getStatus().getCode() == Status.Code.NOT_FOUND
              ? "has no namespace %1$s: create it with \"temporal operator namespace create -n %1$s\", or set temporal.namespace"
                  .formatted(config.namespace())
              : "does not answer (%s): check temporal.address and temporal.tls.enabled"
                  .formatted(e.getStatus());
      throw new TemporalUnavailableException(server.description() + " " + remedy, e);
    }
  }

  private static void register(TemporalServer server, String namespace) {
    OperatorServiceStubs operator = server.administer();
    try {
      List<String> added = SearchAttributeRegistration.register(operator.blockingStub(), namespace);
      if (!added.isEmpty()) {
        LOG.info("Registered search attributes {}", added);
      }
    } finally {
      if (server.hasVisibility()) {
        // The test server's channel is shared: shutting it down would end it for all.
        operator.shutdownNow();
      }
    }
  }

  public WorkflowClient client() {
    return client;
  }

  public UiLinks links() {
    return links;
  }

  /** Whether changes can be listed by search attributes. */
  public boolean hasVisibility() {
    return visibility;
  }

  /** Whether the server answers within two seconds. */
  public boolean isReachable() {
    try {
      stubs
          .blockingStub()
          .withDeadlineAfter(2, TimeUnit.SECONDS)
          .getSystemInfo(GetSystemInfoRequest.getDefaultInstance());
      return true;
    } catch (StatusRuntimeException e) {
      return false;
    }
  }

  @Override
  public void close() {
    stubs.shutdown();
    if (!stubs.awaitTermination(SECONDS_TO_CLOSE, TimeUnit.SECONDS)) {
      stubs.shutdownNow();
    }
    close(scope);
  }

  private static void close(Scope scope) {
    try {
      scope.close();
    } catch (ScopeCloseException e) {
      LOG.warn("The last metrics of the Temporal client were not counted: {}", e.getMessage());
    }
  }
}
