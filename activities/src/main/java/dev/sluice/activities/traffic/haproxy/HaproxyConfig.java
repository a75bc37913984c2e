package dev.sluice.activities.traffic.haproxy;

import dev.sluice.activities.traffic.ProxyPlace;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.util.Map;

/**
 * One HAProxy.
 *
 * @param place which it is
 * @param address its runtime API at level admin: {@code host:port}, or the path of a Unix socket
 * @param headerMaps the map file of each header that requests can be told apart by, as HAProxy's
 *     configuration names it; headers in small letters
 * @param timeout how long one call may take
 */
public record HaproxyConfig(
    ProxyPlace place, String address, Map<String, String> headerMaps, Duration timeout) {

  public HaproxyConfig {
    headerMaps = Map.copyOf(headerMaps);
    if (!timeout.isPositive()) {
      throw new IllegalArgumentException(
          "%s's timeout must be above 0: %s".formatted(place.name(), timeout));
    }
    if (!address.startsWith("/") && !address.matches("[^:/]+:\\d{1,5}")) {
      throw new IllegalArgumentException(
          "%s's address must be host:port or the absolute path of a socket: %s"
              .formatted(place.name(), address));
    }
    for (String file : headerMaps.values()) {
      if (!file.matches("[A-Za-z0-9_./#-]+")) {
        throw new IllegalArgumentException(
            "a map's file name is letters, digits, '_', '-', '.' and '/': " + file);
      }
    }
  }

  SocketAddress socketAddress() {
    if (address.startsWith("/")) {
      return UnixDomainSocketAddress.of(address);
    }
    int colon = address.indexOf(':');
    return new InetSocketAddress(
        address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
  }
}
