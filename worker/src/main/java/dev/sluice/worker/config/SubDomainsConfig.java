package dev.sluice.worker.config;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Sub-domains: those on systems of this process' own, and those that other processes offer over
 * gRPC.
 *
 * @param serve what a worker polls: names of sub-domains, and {@link #CHANGES}; empty for all
 * @param systems those of this process' own
 * @param remote their addresses by name; {@code http} is plaintext, for loopback only
 * @param tlsCa who signed their certificates; null for the JDK's authorities
 * @param tlsCert client certificate; null for none
 * @param tlsKey its key; null for none
 * @param tokens folder with the bearer token for each, in a file of its name; null for none
 */
public record SubDomainsConfig(
    SortedSet<String> serve,
    SystemsConfig systems,
    SortedMap<String, URI> remote,
    @Nullable Path tlsCa,
    @Nullable Path tlsCert,
    @Nullable Path tlsKey,
    @Nullable Path tokens) {
  /** Stands for workflows, plans and inspections where queues are named. */
  public static final String CHANGES = "changes";

  public SubDomainsConfig {
    serve = Collections.unmodifiableSortedSet(new TreeSet<>(serve));
    remote = Collections.unmodifiableSortedMap(new TreeMap<>(remote));
    if ((tlsCert == null) != (tlsKey == null)) {
      throw new IllegalArgumentException(
          "subDomains.tls.cert and subDomains.tls.key belong together: set both or none");
    }
    remote.forEach((name, address) -> {
      if (address.getScheme().equals("http") && !Loopback.is(bare(address))) {
        throw new IllegalArgumentException(
            "subDomains.remote: %s would be called in the clear at %s: use https"
                .formatted(name, address));
      }
    });
  }

  /** Whether a worker of this configuration polls a queue. */
  public boolean serves(String name) {
    return serve.isEmpty() || serve.contains(name);
  }

  /** Reads {@code name=url} pairs. */
  static Map<String, URI> parse(String text) {
    Map<String, URI> remote = new LinkedHashMap<>();
    for (String pair : text.isBlank() ? new String[0] : text.split(",", -1)) {
      String[] parts = pair.strip().split("=", 2);
      if (parts.length < 2
          || !parts[1].strip().matches("https?://(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9.-]+):\\d{1,5}")) {
        throw new IllegalArgumentException(
            "subDomains.remote must be name=http://host:port pairs with commas between, not \"%s\""
                .formatted(pair.strip()));
      }
      String name = parts[0].strip();
      if (!name.matches("[a-z][a-z0-9-]{0,62}") || name.equals(CHANGES)) {
        throw new IllegalArgumentException(
            "subDomains.remote: a name is small letters, digits and -, begins with a letter and is"
                + " not \"changes\": \"%s\"".formatted(name));
      }
      if (remote.put(name, URI.create(parts[1].strip())) != null) {
        throw new IllegalArgumentException(
            "subDomains.remote names %s twice: rename one".formatted(name));
      }
    }
    return remote;
  }

  /** Where the token for one of them is; null where none is to be sent. */
  public @Nullable Path token(String name) {
    Path folder = tokens;
    Path file = folder == null ? null : folder.resolve(name);
    return file != null && Files.exists(file) ? file : null;
  }

  /** The host of an address, without the brackets of IPv6. */
  public static String bare(URI address) {
    return address.getRawAuthority().replaceAll(":\\d+$|[\\[\\]]", "");
  }
}
