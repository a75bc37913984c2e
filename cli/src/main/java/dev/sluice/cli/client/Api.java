package dev.sluice.cli.client;

import dev.sluice.proto.v1.CatalogServiceGrpc;
import dev.sluice.proto.v1.CatalogServiceGrpc.CatalogServiceBlockingStub;
import dev.sluice.proto.v1.ChangeServiceGrpc;
import dev.sluice.proto.v1.ChangeServiceGrpc.ChangeServiceBlockingStub;
import dev.sluice.proto.v1.ControlServiceGrpc;
import dev.sluice.proto.v1.ControlServiceGrpc.ControlServiceBlockingStub;
import dev.sluice.proto.v1.GuardServiceGrpc;
import dev.sluice.proto.v1.GuardServiceGrpc.GuardServiceBlockingStub;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import java.nio.file.Path;
import java.time.Duration;

/** An open connection to the API, as the caller of the settings. */
public final class Api implements AutoCloseable {
  private final ManagedChannel connection;
  private final Channel channel;
  private final Duration timeout;

  private Api(ManagedChannel connection, Channel channel, Duration timeout) {
    this.connection = connection;
    this.channel = channel;
    this.timeout = timeout;
  }

  /** Opens nothing yet: the first call connects. */
  public static Api open(Connector connector, ApiSettings settings) {
    Path tokenFile = settings.tokenFile();
    // Read first: a wrong token file must not leave an open channel.
    Token token = tokenFile == null ? null : Token.read(tokenFile);
    ManagedChannel connection = connector.connect(settings);
    Channel channel =
        token == null
            ? ClientInterceptors.intercept(connection, Actor.header(settings.actor()))
            : ClientInterceptors.intercept(connection, token.bearer());
    return new Api(connection, channel, settings.timeout());
  }

  public ChangeServiceBlockingStub changes() {
    return streams().withDeadlineAfter(timeout);
  }

  public CatalogServiceBlockingStub catalog() {
    return CatalogServiceGrpc.newBlockingStub(channel).withDeadlineAfter(timeout);
  }

  public ControlServiceBlockingStub control() {
    return ControlServiceGrpc.newBlockingStub(channel).withDeadlineAfter(timeout);
  }

  public GuardServiceBlockingStub guards() {
    return GuardServiceGrpc.newBlockingStub(channel).withDeadlineAfter(timeout);
  }

  /** The same service without a limit on time, for a watch. */
  ChangeServiceBlockingStub streams() {
    return ChangeServiceGrpc.newBlockingStub(channel);
  }

  @Override
  public void close() {
    connection.shutdownNow();
  }
}
