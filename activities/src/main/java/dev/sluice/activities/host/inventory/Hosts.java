package dev.sluice.activities.host.inventory;

import dev.sluice.domain.subdomain.TargetQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The hosts of one reading of an inventory. Does not change. */
public final class Hosts {
  private final NavigableMap<String, Host> byName = new TreeMap<>();
  private final Map<String, Host> bastions = new TreeMap<>();

  /**
   * @throws IllegalArgumentException when two have the same name, or a bastion is not there
   */
  public Hosts(List<Host> hosts, List<Host> bastions) {
    bastions.forEach(bastion -> add(this.bastions, bastion));
    hosts.forEach(host -> add(byName, host));
    for (Host host : byName.values()) {
      if (!host.bastion().isEmpty() && !this.bastions.containsKey(host.bastion())) {
        throw new IllegalArgumentException(
            "host \"%s\": there is no bastion \"%s\"; add it to bastions"
                .formatted(host.name(), host.bastion()));
      }
    }
    for (Host bastion : this.bastions.values()) {
      if (!bastion.bastion().isEmpty()) {
        throw new IllegalArgumentException(
            "bastion \"%s\": must be reached directly; remove its bastion"
                .formatted(bastion.name()));
      }
    }
  }

  private static void add(Map<String, Host> all, Host host) {
    if (all.put(host.name(), host) != null) {
      throw new IllegalArgumentException(
          "host \"%s\" is there twice; rename one".formatted(host.name()));
    }
  }

  public Optional<Host> host(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  public Optional<Host> bastion(String name) {
    return Optional.ofNullable(bastions.get(name));
  }

  public int count() {
    return byName.size();
  }

  /** A page of hosts in name order. */
  public List<Host> page(TargetQuery query) {
    List<Host> page = new ArrayList<>();
    for (Host host : byName.tailMap(query.range().after(), false).values()) {
      String last = query.range().upTo();
      if (page.size() == query.limit() || (!last.isEmpty() && host.name().compareTo(last) > 0)) {
        break;
      }
      if (query.range().contains(host.name(), host.zone()) && host.fits(query.selector())) {
        page.add(host);
      }
    }
    return page;
  }
}
