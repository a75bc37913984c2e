package dev.sluice.worker.temporal;

import com.uber.m3.tally.Scope;
import dev.sluice.worker.config.TemporalConfig;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.ServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A Temporal server that somebody else runs. */
final class ConfiguredServer implements TemporalServer {
  private final TemporalConfig config;

  ConfiguredServer(TemporalConfig config) {
    this.config = config;
  }

  @Override
  public String description() {
    return "Temporal at " + config.address();
  }

  @Override
  public Optional<URI> ui() {
    return Optional.ofNullable(config.ui());
  }

  @Override
  public boolean hasVisibility() {
    return true;
  }

  @Override
  public WorkflowServiceStubs connect(Scope metrics) {
    return WorkflowServiceStubs.newServiceStubs(
        address(WorkflowServiceStubsOptions.newBuilder()).setMetricsScope(metrics).build());
  }

  @Override
  public OperatorServiceStubs administer() {
    return OperatorServiceStubs.newServiceStubs(
        address(OperatorServiceStubsOptions.newBuilder())
            .setMetricsScope(TemporalServer.uncounted())
            .validateAndBuildWithDefaults());
  }

  @Override
  public void close() {
    // Not ours to end.
  }

  private <B extends ServiceStubsOptions.Builder<B>> B address(B options) {
    B addressed = options.setTarget(config.address());
    if (config.tls().enabled()) {
      addressed = addressed.setSslContext(sslContext(config.tls()));
    }
    Path apiKeyFile = config.apiKeyFile();
    if (apiKeyFile != null) {
      // Read for every call, so that a key can be replaced without a restart.
      addressed = addressed.addApiKey(() -> firstLine(apiKeyFile));
    }
    return addressed;
  }

  private static SslContext sslContext(TemporalConfig.Tls tls) {
    SslContextBuilder builder = GrpcSslContexts.forClient();
    trust(builder, tls.ca());
    Path cert = tls.cert();
    Path key = tls.key();
    try {
      if (cert != null && key != null) {
        builder.keyManager(cert.toFile(), key.toFile());
      }
      return builder.build();
    } catch (IOException | IllegalArgumentException e) {
      throw new TemporalUnavailableException(
          "temporal.tls.cert, temporal.tls.key: not a usable pair of PEM files: " + e.getMessage(),
          e);
    }
  }

  private static void trust(SslContextBuilder builder, @Nullable Path ca) {
    if (ca == null) {
      return;
    }
    try {
      builder.trustManager(ca.toFile());
    } catch (IllegalArgumentException e) {
      throw new TemporalUnavailableException(
          "temporal.tls.ca: " + ca + " is not a PEM file of certificates", e);
    }
  }

  private static String firstLine(Path file) {
    try {
      List<String> lines = Files.readAllLines(file);
      if (!lines.isEmpty() && !lines.getFirst().isBlank()) {
        return lines.getFirst().strip();
      }
    } catch (IOException e) {
      throw new TemporalUnavailableException(
          "temporal.apiKeyFile: " + file + " can't be read: " + e, e);
    }
    throw new TemporalUnavailableException(
        "temporal.apiKeyFile: the first line of " + file + " must be the key");
  }
}
