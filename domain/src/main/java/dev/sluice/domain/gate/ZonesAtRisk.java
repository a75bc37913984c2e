package dev.sluice.domain.gate;

import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** In which zones a change that another platform carries out puts targets at risk. */
public final class ZonesAtRisk {
  private ZonesAtRisk() {}

  /**
   * Most targets at risk by zone.
   *
   * @param atRisk most in all zones together
   * @param listed how many targets each zone has, as sub-domains list them; an empty name for those
   *     of which they know no zone
   * @param told zones that the other platform names: nobody counted how many targets it means, so
   *     that they may be all
   */
  public static SortedMap<String, Integer> of(
      int atRisk, Map<String, Integer> listed, Collection<String> told) {
    SortedMap<String, Integer> zones = new TreeMap<>();
    told.forEach(zone -> zones.put(zone, atRisk));
    listed.forEach((zone, targets) -> {
      if (!zone.isEmpty() || told.isEmpty()) {
        zones.put(zone, Math.min(atRisk, targets));
      }
    });
    return zones;
  }
}
