package dev.sluice.worker.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where and how the gRPC API listens. Anything but loopback needs TLS and tokens.
 *
 * @param address IP address or {@code localhost}
 * @param port 0 to 65535, 0 for any free one
 * @param tlsCert PEM file with the certificate chain; null without TLS
 * @param tlsKey PEM file with its key; null without TLS
 * @param tokens file of callers; null when every local caller is let in
 */
public record ApiConfig(
    String address,
    int port,
    @Nullable Path tlsCert,
    @Nullable Path tlsKey,
    @Nullable Path tokens) {
  public ApiConfig {
    if (address.isEmpty()) {
      throw new IllegalArgumentException("api.address is empty: set it to 127.0.0.1");
    }
    if ((tlsCert == null) != (tlsKey == null)) {
      throw new IllegalArgumentException(
          "api.tls.cert and api.tls.key belong together: set both or none");
    }
    if (!Loopback.is(address) && (tlsCert == null || tokens == null)) {
      throw new IllegalArgumentException(
          "api.address "
              + address
              + " can be reached from other machines: set api.tls.cert, api.tls.key and"
              + " api.tokens, or listen on 127.0.0.1");
    }
  }

  public boolean isLoopback() {
    return Loopback.is(address);
  }
}
