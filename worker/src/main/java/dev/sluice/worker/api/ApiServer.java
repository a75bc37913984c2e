package dev.sluice.worker.api;

import dev.sluice.proto.v1.CatalogServiceGrpc;
import dev.sluice.proto.v1.ChangeServiceGrpc;
import dev.sluice.proto.v1.ControlServiceGrpc;
import dev.sluice.proto.v1.GuardServiceGrpc;
import dev.sluice.worker.config.ApiConfig;
import dev.sluice.worker.gate.GateDesk;
import dev.sluice.worker.ops.SluiceMetrics;
import dev.sluice.worker.temporal.TemporalConnection;
import io.grpc.BindableService;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.TlsServerCredentials;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The gRPC API, listening. */
public final class ApiServer implements AutoCloseable {
  private static final int MAX_MESSAGE_BYTES = 4 * 1024 * 1024;
  private static final int MAX_METADATA_BYTES = 16 * 1024;
  private static final int MAX_CALLS_A_CONNECTION = 200;
  private static final int SECONDS_TO_DRAIN = 4;
  private static final List<String> SERVICES =
      List.of(
          "",
          ChangeServiceGrpc.SERVICE_NAME,
          CatalogServiceGrpc.SERVICE_NAME,
          ControlServiceGrpc.SERVICE_NAME,
          GuardServiceGrpc.SERVICE_NAME);

  private final Server server;
  private final HealthStatusManager health;
  private final ChangeWatch watch;

  private ApiServer(Server server, HealthStatusManager health, ChangeWatch watch) {
    this.server = server;
    this.health = health;
    this.watch = watch;
  }

  /**
   * Starts listening.
   *
   * @param notifies whether there is anybody to tell of changes
   * @throws IOException when the port is taken or the certificate can't be used
   * @throws IllegalArgumentException when the file of tokens is wrong
   */
  public static ApiServer start(
      ApiConfig config,
      TemporalConnection temporal,
      Planning planning,
      Catalog catalog,
      boolean notifies,
      SluiceMetrics metrics,
      InstantSource clock)
      throws IOException {
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(
                new InetSocketAddress(config.address(), config.port()), credentials(config))
            .permitKeepAliveTime(10, TimeUnit.SECONDS)
            .permitKeepAliveWithoutCalls(true)
            .keepAliveTime(1, TimeUnit.MINUTES)
            .keepAliveTimeout(20, TimeUnit.SECONDS)
            .maxConcurrentCallsPerConnection(MAX_CALLS_A_CONNECTION)
            .maxInboundMetadataSize(MAX_METADATA_BYTES)
            .maxInboundMessageSize(MAX_MESSAGE_BYTES);
    return start(builder, config, temporal, planning, catalog, notifies, metrics, clock);
  }

  static ApiServer start(
      ServerBuilder<?> builder,
      ApiConfig config,
      TemporalConnection temporal,
      Planning planning,
      Catalog catalog,
      boolean notifies,
      SluiceMetrics metrics,
      InstantSource clock)
      throws IOException {
    ChangeReader reader = new ChangeReader(temporal.client(), temporal.links());
    StartedChanges started = new StartedChanges();
    ChangeWatch watch = new ChangeWatch(temporal.client(), reader, clock);
    ChangeApi changes =
        new ChangeApi(
            planning,
            new ChangeStart(temporal.client(), planning, reader, started, notifies, clock),
            reader,
            new ChangeListing(temporal, reader, started),
            new ChangeSteering(temporal.client(), reader),
            watch);
    Path file = config.tokens();
    List<ServerInterceptor> interceptors =
        List.of(
            new CallMetrics(metrics),
            new PrincipalInterceptor(file == null ? null : Tokens.read(file)),
            new ValidationInterceptor());
    HealthStatusManager health = new HealthStatusManager();
    builder
        .executor(Executors.newVirtualThreadPerTaskExecutor())
        .addService(intercepted(changes, interceptors))
        .addService(intercepted(new CatalogApi(catalog), interceptors))
        .addService(
            intercepted(new ControlApi(new GateDesk(temporal.client()), clock), interceptors))
        .addService(
            intercepted(
                new GuardApi(
                    temporal.client(),
                    new GuardStart(temporal.client(), planning),
                    new GuardListing(temporal)),
                interceptors))
        .addService(intercepted(ProtoReflectionServiceV1.newInstance(), interceptors))
        .addService(intercepted(oldReflection(), interceptors))
        .addService(health.getHealthService());
    ApiServer api = new ApiServer(builder.build().start(), health, watch);
    SERVICES.forEach(service -> health.setStatus(service, ServingStatus.SERVING));
    return api;
  }

  private static ServerServiceDefinition intercepted(
      BindableService service, List<ServerInterceptor> inThisOrder) {
    return ServerInterceptors.interceptForward(service, inThisOrder);
  }

  @SuppressWarnings("deprecation") // Many tools still ask for v1alpha.
  private static BindableService oldReflection() {
    return io.grpc.protobuf.services.ProtoReflectionService.newInstance();
  }

  private static ServerCredentials credentials(ApiConfig config) throws IOException {
    Path cert = config.tlsCert();
    Path key = config.tlsKey();
    return cert == null || key == null
        ? InsecureServerCredentials.create()
        : TlsServerCredentials.create(cert.toFile(), key.toFile());
  }

  /** The port it listens on. */
  public int port() {
    return server.getPort();
  }

  /**
   * Drains: says first that it no longer serves, ends the watches, lets other calls finish for some
   * seconds, then cuts what is left.
   */
  @Override
  public void close() {
    health.enterTerminalState();
    server.shutdown();
    watch.close();
    try {
      if (!server.awaitTermination(SECONDS_TO_DRAIN, TimeUnit.SECONDS)) {
        server.shutdownNow();
        server.awaitTermination(1, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      server.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
