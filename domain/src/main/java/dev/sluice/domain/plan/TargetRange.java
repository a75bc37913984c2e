package dev.sluice.domain.plan;

import dev.sluice.domain.subdomain.Target;
import java.util.ArrayList;
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

  /** Greater than any letter of a target's name, and no letter of one. */
  private static final char BEYOND = '\uffff';

  public TargetRange {
    exceptZones = List.copyOf(exceptZones);
  }

  /** The range in which this name alone lies: from just before its last letter on. */
  public static TargetRange only(String name) {
    int last = name.length() - 1;
    String before = name.substring(0, last) + (char) (name.charAt(last) - 1) + BEYOND;
    return new TargetRange("", List.of(), before, name);
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

  /** The same targets in as few ranges as neighbours allow, so that what names them stays small. */
  public static List<TargetRange> merged(List<TargetRange> ranges) {
    List<TargetRange> merged = new ArrayList<>();
    for (TargetRange range : ranges) {
      TargetRange last = merged.isEmpty() ? null : merged.getLast();
      if (last != null && last.continuesIn(range)) {
        merged.set(
            merged.size() - 1,
            new TargetRange(last.zone, last.exceptZones, last.after, range.upTo));
      } else {
        merged.add(range);
      }
    }
    return List.copyOf(merged);
  }

  private boolean continuesIn(TargetRange next) {
    return zone.equals(next.zone)
        && exceptZones.equals(next.exceptZones)
        && !upTo.isEmpty()
        && upTo.equals(next.after);
  }

  /** The same range without what comes up to {@code name}, for reading it page by page. */
  public TargetRange startingAfter(String name) {
    return new TargetRange(zone, exceptZones, name, upTo);
  }
}
