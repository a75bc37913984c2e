package dev.sluice.activities.subdomain.remote;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a sub-domain is reached over gRPC.
 *
 * @param name of the sub-domain
 * @param host a name or an IP address; an IPv6 address without brackets
 * @param port 1 to 65535
 * @param tls null for plaintext, which only loopback may have
 * @param tokenFile file whose first line is sent as bearer token with each call, read anew each
 *     time; null sends none
 */
public record RemoteConfig(
    String name, String host, int port, @Nullable Tls tls, @Nullable Path tokenFile) {

  /**
   * @throws IllegalArgumentException with what would be right
   */
  public RemoteConfig {
    require(
        name.matches("[a-z][a-z0-9-]{0,62}"),
        "a sub-domain's name is small letters, digits and -, and begins with a letter: " + name);
    require(!host.isEmpty(), "sub-domain %s has no host".formatted(name));
    require(
        port >= 1 && port <= 65_535,
        "the port of sub-domain %s must lie in 1 to 65535: %d".formatted(name, port));
    require(
        tls != null || isLoopback(host),
        "sub-domain %s at %s can only be reached over TLS: without it, nothing but loopback is"
            .formatted(name, host));
  }

  /** Whether the address never leaves this machine. Judged by its text: names are not looked up. */
  public static boolean isLoopback(String host) {
    return host.equals("localhost") || host.equals("::1") || host.matches("127(\\.\\d{1,3}){3}");
  }

  /** As {@code host:port}. */
  public String address() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  /**
   * Files that TLS needs, all PEM.
   *
   * @param ca who signed the service's certificate; null for the JDK's authorities
   * @param cert client certificate; null for none
   * @param key its key (PKCS 8); null for none
   */
  public record Tls(@Nullable Path ca, @Nullable Path cert, @Nullable Path key) {
    public static final Tls OF_THE_JDK = new Tls(null, null, null);

    public Tls {
      require(
          (cert == null) == (key == null),
          "a client certificate and its key belong together: give both or none");
    }
  }

  private static void require(boolean kept, String message) {
    if (!kept) {
      throw new IllegalArgumentException(message);
    }
  }
}
