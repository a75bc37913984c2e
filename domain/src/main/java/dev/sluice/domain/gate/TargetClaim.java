package dev.sluice.domain.gate;

import dev.sluice.domain.plan.TargetRange;
import java.util.List;
import java.util.Map;

/**
 * Targets of one sub-domain that a change touches, named by label and by range, so that its size
 * does not grow with their number.
 *
 * @param subDomain name of the sub-domain
 * @param selector labels that all of them have
 * @param ranges parts of the list that the selector gives; at least one
 */
public record TargetClaim(
    String subDomain, Map<String, String> selector, List<TargetRange> ranges) {
  public TargetClaim {
    selector = Map.copyOf(selector);
    ranges = List.copyOf(ranges);
    if (ranges.isEmpty()) {
      throw new IllegalArgumentException("a claim on targets has at least one range");
    }
  }

  /**
   * Whether one target may belong to both. Two selectors exclude each other only where they ask for
   * different values of one label; when in doubt they overlap.
   */
  public boolean overlaps(TargetClaim other) {
    return subDomain.equals(other.subDomain)
        && selector.entrySet().stream()
            .allMatch(label ->
                label
                    .getValue()
                    .equals(other.selector.getOrDefault(label.getKey(), label.getValue())))
        && ranges.stream()
            .anyMatch(range -> other.ranges.stream().anyMatch(with -> overlap(range, with)));
  }

  private static boolean overlap(TargetRange one, TargetRange other) {
    boolean otherZone =
        !one.zone().isEmpty() && !other.zone().isEmpty() && !one.zone().equals(other.zone());
    return !otherZone
        && !one.exceptZones().contains(other.zone())
        && !other.exceptZones().contains(one.zone())
        && (one.upTo().isEmpty() || other.after().compareTo(one.upTo()) < 0)
        && (other.upTo().isEmpty() || one.after().compareTo(other.upTo()) < 0);
  }
}
