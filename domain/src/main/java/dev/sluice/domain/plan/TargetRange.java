package dev.sluice.domain.plan;

import dev.sluice.domain.subdomain.Target;
import java.util.List;

/**
 * A part of a sub-domain's target list in name order: the targets whose name n satisfies {@code
 * after < n <= upTo}, in the given zone and in no excepted one. A plan keeps ranges instead of
 * names, so that its size does not grow with the number of targets.
 *
 * @param zone the only zone meant, empty for every zone
 * @param exceptZones zones left out
 * @param after name before the first, empty to begin at the first
 * @param upTo last name, empty to go on to the last one, newcomers included
 */
public record TargetRange(String zone, List<String> exceptZones, String after, String upTo) {
  public static final TargetRange ALL = new TargetRange("", List.of(), "", "");

  public TargetRange {
    exceptZones = List.copyOf(exceptZones);
  }

  public boolean contains(Target target) {
    return contains(target.name(), target.zone());
  }

  public boolean contains(String name, String targetZone) {
    return (zone.isEmpty() || zone.equals(targetZone))
        && !exceptZones.contains(targetZone)
        && name.compareTo(after) > 0
        && (upTo.isEmpty() || name.compareTo(upTo) <= 0);
  }

  /** The same range without what comes up to {@code name}, for reading it page by page. */
  public TargetRange startingAfter(String name) {
    return new TargetRange(zone, exceptZones, name, upTo);
  }
}
