package dev.sluice.worker.api;

import dev.sluice.proto.v1.CatalogServiceGrpc;
import dev.sluice.proto.v1.ChangeServiceGrpc;
import dev.sluice.worker.config.ApiConfig;
import dev.sluice.worker.config.SluiceConfig;
import dev.sluice.worker.config.TemporalConfig;
import dev.sluice.worker.ops.SluiceMetrics;
import dev.sluice.worker.temporal.ChangeWorkers;
import dev.sluice.worker.temporal.TemporalConnection;
import dev.sluice.worker.temporal.TemporalServer;
import dev.sluice.workflows.TaskQueues;
import dev.sluice.workflows.guard.GuardWorkflowImpl;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.MetadataUtils;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The API on a Temporal test server in this process, with or without a worker. */
final class RunningApi implements AutoCloseable {
  final OneType oneType = new OneType();
  final SluiceMetrics metrics = new SluiceMetrics();
  final TemporalConnection temporal;
  final ApiServer server;
  final ManagedChannel channel;
  private final TemporalServer temporalServer;
  private final @Nullable ChangeWorkers workers;

  RunningApi(boolean withWorker, @Nullable Path tokens) throws IOException {
    this(withWorker, tokens, Map.of("SLUICE_TEMPORAL_DEV_SERVER", "in-process"));
  }

  /** On a real server, so that lists come from its visibility store. */
  static RunningApi onDevServer(Path folder, boolean withWorker) throws IOException {
    return new RunningApi(
        withWorker,
        null,
        Map.of(
            "SLUICE_TEMPORAL_DEV_SERVER",
            "cli",
            "SLUICE_TEMPORAL_DEV_DATA_DIR",
            folder.toString()));
  }

  private RunningApi(boolean withWorker, @Nullable Path tokens, Map<String, String> settings)
      throws IOException {
    TemporalConfig config = SluiceConfig.read(null, settings).temporal();
    temporalServer = TemporalServer.open(config, System.getenv());
    temporal = TemporalConnection.open(temporalServer, config, metrics.registry(), "test");
    workers =
        withWorker
            ? ChangeWorkers.start(
                temporal.client(),
                List.of(ScriptedChange.class, GuardWorkflowImpl.class),
                Map.of(TaskQueues.CHANGES, List.of()),
                new WorkerInterceptorBase())
            : null;
    String name = UUID.randomUUID().toString();
    server =
        ApiServer.start(
            InProcessServerBuilder.forName(name),
            new ApiConfig("127.0.0.1", 0, null, null, tokens),
            temporal,
            oneType,
            oneType,
            false,
            metrics,
            InstantSource.system());
    channel = InProcessChannelBuilder.forName(name).build();
  }

  ChangeServiceGrpc.ChangeServiceBlockingStub as(String actor) {
    return changes(PrincipalInterceptor.ACTOR, actor);
  }

  ChangeServiceGrpc.ChangeServiceBlockingStub withToken(String token) {
    return changes(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
  }

  private ChangeServiceGrpc.ChangeServiceBlockingStub changes(
      Metadata.Key<String> key, String value) {
    Metadata headers = new Metadata();
    headers.put(key, value);
    return ChangeServiceGrpc.newBlockingStub(channel)
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  CatalogServiceGrpc.CatalogServiceBlockingStub catalog() {
    return CatalogServiceGrpc.newBlockingStub(channel);
  }

  /** Ends the Temporal server under the running API. */
  void loseTemporal() {
    temporalServer.close();
  }

  @Override
  public void close() {
    channel.shutdownNow();
    server.close();
    if (workers != null) {
      workers.close();
    }
    temporal.close();
    temporalServer.close();
    metrics.close();
  }
}
