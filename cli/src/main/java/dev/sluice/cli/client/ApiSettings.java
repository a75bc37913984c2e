package dev.sluice.cli.client;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the API is reached.
 *
 * @param tokenFile the file with the caller's token, or null: no token is sent
 * @param tlsCa the certificates (PEM) that may have signed the server's, or null: those of the JDK
 * @param plaintext whether TLS is left out; only for a loopback address
 * @param timeout how long one call may take; a watch has no limit
 */
public record ApiSettings(
    Address address,
    @Nullable Path tokenFile,
    @Nullable Path tlsCa,
    boolean plaintext,
    Duration timeout) {
  public ApiSettings {
    if (plaintext && !address.isLoopback()) {
      throw new IllegalArgumentException(
          "without TLS only a loopback address can be used, not "
              + address
              + ". Leave --plaintext out; give --tls-ca if the server's certificate is your own");
    }
    if (plaintext && tlsCa != null) {
      throw new IllegalArgumentException("--plaintext and --tls-ca exclude each other");
    }
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("the timeout must be longer than 0s");
    }
  }
}
