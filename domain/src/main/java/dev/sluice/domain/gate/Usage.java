package dev.sluice.domain.gate;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Targets at risk, also those of changes that wait for a cap: caps are granted in order. */
final class Usage {
  private final Caps caps;
  private final Map<String, Long> zones = new HashMap<>();
  private final Map<String, Long> services = new HashMap<>();
  private long overall;

  Usage(Caps caps) {
    this.caps = caps;
  }

  void add(Claim claim) {
    overall += claim.atRisk();
    claim.zones().forEach((zone, count) -> zones.merge(zone, (long) count, Long::sum));
    claim.services().forEach(name -> services.merge(name, (long) claim.atRisk(), Long::sum));
  }

  /**
   * The first cap that the claim would break; null for none.
   *
   * @param told what it was told last that it waits for
   */
  @Nullable Standing breaks(Claim claim, @Nullable Standing told) {
    if (overall + claim.atRisk() > caps.overall()) {
      return standing(told, "overall", caps.overall(), overall, claim.atRisk());
    }
    for (String service : claim.services()) {
      long used = services.getOrDefault(service, 0L);
      if (used + claim.atRisk() > caps.ofService(service)) {
        return standing(told, "service " + service, caps.ofService(service), used, claim.atRisk());
      }
    }
    for (String zone : claim.zones().keySet()) {
      int needed = claim.zones().getOrDefault(zone, 0);
      long used = zones.getOrDefault(zone, 0L);
      if (used + needed > caps.ofZone(zone)) {
        return standing(told, "zone " + zone, caps.ofZone(zone), used, needed);
      }
    }
    return null;
  }

  private static Standing standing(
      @Nullable Standing told, String where, int cap, long used, int needed) {
    return Standing.of(
        told,
        Standing.Cause.CAP,
        where,
        () ->
            "the cap of %d targets at risk (%s): %d are taken or asked for before it, it needs %d"
                .formatted(cap, where, used, needed));
  }
}
