package dev.sluice.domain.gate;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Targets at risk, also those of changes that wait for a cap: caps are granted in order. */
final class Usage {
  private final Caps caps;
  private final Map<String, Long> zones = new TreeMap<>();
  private final Map<String, Long> services = new TreeMap<>();
  private long overall;

  Usage(Caps caps) {
    this.caps = caps;
  }

  void add(Claim claim) {
    overall += claim.atRisk();
    claim.zones().forEach((zone, count) -> zones.merge(zone, (long) count, Long::sum));
    claim.services().forEach(name -> services.merge(name, (long) claim.atRisk(), Long::sum));
  }

  /** The first cap that the claim would break; null for none. */
  @Nullable Standing breaks(Claim claim) {
    if (overall + claim.atRisk() > caps.overall()) {
      return standing("overall", caps.overall(), overall, claim.atRisk());
    }
    for (String service : claim.services()) {
      long used = services.getOrDefault(service, 0L);
      if (used + claim.atRisk() > caps.ofService(service)) {
        return standing("service " + service, caps.ofService(service), used, claim.atRisk());
      }
    }
    for (Map.Entry<String, Integer> zone : claim.zones().entrySet()) {
      long used = zones.getOrDefault(zone.getKey(), 0L);
      if (used + zone.getValue() > caps.ofZone(zone.getKey())) {
        return standing("zone " + zone.getKey(), caps.ofZone(zone.getKey()), used, zone.getValue());
      }
    }
    return null;
  }

  private static Standing standing(String where, int cap, long used, int needed) {
    String words =
        "the cap of "
            + cap
            + " targets at risk ("
            + where
            + "): "
            + used
            + " are taken or asked for before it, it needs "
            + needed;
    return new Standing(Standing.Cause.CAP, where, words);
  }
}
