package dev.sluice.activities.configuration.etcd;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where configuration is kept, and how it is reached.
 *
 * @param endpoints client addresses of the cluster's members, all {@code http} or all {@code
 *     https}, with ports, at least one
 * @param prefix what every key begins with, without a slash at its end: {@code /sluice}
 * @param user who Sluice is in etcd; null where etcd asks nobody
 * @param passwordFile file that holds the user's password, read again when etcd refuses it; null
 *     without a user
 * @param ca PEM file of who signs the servers' certificates; null for those that Java trusts
 * @param cert PEM file of Sluice's own certificate; null for none
 * @param key PEM file of its key, PKCS #8 without a password; null for none
 * @param schemaFolder folder that holds the schemas as {@code <name>.json}; null where they are
 *     kept in etcd
 * @param requireAcknowledgement whether a key of which no live instance of its service says
 *     anything counts as not arrived
 * @param requestTimeout how long etcd may take for one answer, above 0
 */
public record EtcdConfig(
    List<URI> endpoints,
    String prefix,
    @Nullable String user,
    @Nullable Path passwordFile,
    @Nullable Path ca,
    @Nullable Path cert,
    @Nullable Path key,
    @Nullable Path schemaFolder,
    boolean requireAcknowledgement,
    Duration requestTimeout) {
  public static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);

  /**
   * @throws IllegalArgumentException that names the key which is wrong, and what would be right
   */
  public EtcdConfig {
    endpoints = List.copyOf(endpoints);
    require(!endpoints.isEmpty(), "endpoints must name at least one member of the cluster");
    for (URI endpoint : endpoints) {
      require(
          endpoint.getHost() != null && List.of("http", "https").contains(endpoint.getScheme()),
          "endpoints must be of the form http://host:port or https://host:port: " + endpoint);
      require(
          Objects.equals(endpoint.getScheme(), endpoints.getFirst().getScheme()),
          "endpoints must be all http or all https: " + endpoints);
    }
    require(
        prefix.matches("(/[A-Za-z0-9][A-Za-z0-9._-]*)+"),
        "prefix must be of the form /sluice or /team/sluice, without a slash at its end: "
            + prefix);
    require(
        (user == null) == (passwordFile == null), "user and passwordFile must be given together");
    require((cert == null) == (key == null), "cert and key must be given together");
    require(
        tls(endpoints) || (ca == null && cert == null),
        "ca, cert and key are for https endpoints: " + endpoints);
    require(requestTimeout.isPositive(), "requestTimeout must be above 0: " + requestTimeout);
  }

  /** For etcd without users and without TLS, with schemas in etcd. */
  public static EtcdConfig open(URI endpoint, String prefix) {
    return new EtcdConfig(
        List.of(endpoint), prefix, null, null, null, null, null, null, false, REQUEST_TIMEOUT);
  }

  boolean tls() {
    return tls(endpoints);
  }

  private static boolean tls(List<URI> endpoints) {
    return "https".equals(endpoints.getFirst().getScheme());
  }

  private static void require(boolean right, String message) {
    if (!right) {
      throw new IllegalArgumentException(message);
    }
  }
}
