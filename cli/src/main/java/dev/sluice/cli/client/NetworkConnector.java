package dev.sluice.cli.client;

import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Connects over TCP, with TLS unless the settings say plaintext. */
public final class NetworkConnector implements Connector {
  // Servers drop clients that ping more often than every five minutes, the default of gRPC.
  private static final long KEEP_ALIVE_MINUTES = 5;
  private static final int LARGEST_MESSAGE_BYTES = 16 << 20;

  @Override
  public ManagedChannel connect(ApiSettings settings) {
    Address address = settings.address();
    return Grpc.newChannelBuilderForAddress(address.host(), address.port(), credentials(settings))
        .keepAliveTime(KEEP_ALIVE_MINUTES, TimeUnit.MINUTES)
        .maxInboundMessageSize(LARGEST_MESSAGE_BYTES)
        .build();
  }

  private static ChannelCredentials credentials(ApiSettings settings) {
    if (settings.plaintext()) {
      return InsecureChannelCredentials.create();
    }
    Path authorities = settings.tlsCa();
    if (authorities == null) {
      return TlsChannelCredentials.create();
    }
    try {
      return TlsChannelCredentials.newBuilder().trustManager(authorities.toFile()).build();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(
          "can't read the certificates in " + authorities + " (--tls-ca)", unreadable);
    }
  }
}
