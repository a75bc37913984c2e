package dev.sluice.worker.config;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which Temporal server to use.
 *
 * @param address host:port, empty to start a server here
 * @param namespace namespace that holds the changes
 * @param tls how to reach it
 * @param apiKeyFile file whose first line is the API key; null for none
 * @param ui base URL of the Temporal UI; null when unknown
 * @param dev the server started here when there is no address
 */
public record TemporalConfig(
    String address,
    String namespace,
    Tls tls,
    @Nullable Path apiKeyFile,
    @Nullable URI ui,
    Dev dev) {
  public TemporalConfig {
    if (!address.isEmpty() && !address.matches("\\S+:\\d{1,5}")) {
      throw new IllegalArgumentException(
          "temporal.address must be host:port such as 127.0.0.1:7233, not \"" + address + "\"");
    }
    if (namespace.isEmpty()) {
      throw new IllegalArgumentException("temporal.namespace is empty: set it to default");
    }
    if (apiKeyFile != null && !tls.enabled()) {
      throw new IllegalArgumentException(
          "temporal.apiKeyFile would send the key in the clear: set temporal.tls.enabled to true");
    }
  }

  /**
   * How a Temporal server is reached.
   *
   * @param enabled whether over TLS
   * @param ca who signed its certificate; null for the system's authorities
   * @param cert client certificate; null for none
   * @param key its key; null for none
   */
  public record Tls(boolean enabled, @Nullable Path ca, @Nullable Path cert, @Nullable Path key) {
    public Tls {
      if ((cert == null) != (key == null)) {
        throw new IllegalArgumentException(
            "temporal.tls.cert and temporal.tls.key belong together: set both or none");
      }
      if (!enabled && (ca != null || cert != null)) {
        throw new IllegalArgumentException(
            "temporal.tls.ca and temporal.tls.cert do nothing without TLS: set"
                + " temporal.tls.enabled to true");
      }
    }
  }

  /**
   * The server started by this process.
   *
   * @param server which one
   * @param dataDir folder of its database
   * @param port 0 for 7233 or any free one
   * @param uiPort 0 for 8233 or any free one
   */
  public record Dev(DevServerKind server, Path dataDir, int port, int uiPort) {}

  /** The servers that can be started here. */
  public enum DevServerKind {
    /** The {@code temporal} command if it is on the PATH, else in process. */
    AUTO,
    CLI,
    IN_PROCESS
  }
}
