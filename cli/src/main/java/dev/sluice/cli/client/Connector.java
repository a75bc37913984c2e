package dev.sluice.cli.client;

import io.grpc.ManagedChannel;

/** Opens the channel on which the API is called. */
@FunctionalInterface
public interface Connector {
  ManagedChannel connect(ApiSettings settings);
}
