package dev.sluice.activities.host.inventory;

import java.util.Map;
import java.util.TreeMap;

/**
 * A host that can be reached over SSH.
 *
 * @param name unique in its inventory
 * @param address name or number that is connected to
 * @param port 1 to 65,535
 * @param zone failure domain, never empty
 * @param labels what selectors match; its name and its zone are among them
 * @param user who logs in
 * @param bastion name of the bastion that leads to it; empty for none
 */
public record Host(
    String name,
    String address,
    int port,
    String zone,
    Map<String, String> labels,
    String user,
    String bastion) {

  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,252}";

  /**
   * @throws IllegalArgumentException names the host and what would be right
   */
  public Host {
    require(name.matches(NAME), name, "name must match " + NAME);
    require(address.matches("[A-Za-z0-9.:_-]{1,253}"), name, "address must be a name or number");
    require(port > 0 && port <= 65_535, name, "port must lie in 1 to 65535");
    require(zone.matches(NAME), name, "zone must match " + NAME);
    require(user.matches("[A-Za-z0-9._][A-Za-z0-9._-]{0,63}"), name, "user must be a login name");
    var all = new TreeMap<>(labels);
    all.putIfAbsent("host", name);
    all.putIfAbsent("zone", zone);
    labels = Map.copyOf(all);
  }

  private static void require(boolean right, String host, String what) {
    if (!right) {
      throw new IllegalArgumentException("host \"%s\": its %s".formatted(host, what));
    }
  }

  /** As it stands in a file of known hosts. */
  public String knownAs() {
    return port == 22 ? address : "[%s]:%d".formatted(address, port);
  }

  boolean fits(Map<String, String> selector) {
    return labels.entrySet().containsAll(selector.entrySet());
  }
}
