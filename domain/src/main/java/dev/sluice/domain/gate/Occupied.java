package dev.sluice.domain.gate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Services and targets that are taken, or are spoken for by those who wait, while the queue is gone
 * through. Of several owners the newest is named: whoever waits is told of the one just before it.
 */
final class Occupied {
  /** By which change a service is touched. */
  private final Map<String, String> touched = new HashMap<>();

  /** Of whose services it is a neighbour. */
  private final Map<String, String> bordering = new HashMap<>();

  private final Map<Shape, Map<Map<String, String>, List<Taken>>> targets = new HashMap<>();

  private record Taken(TargetClaim claim, String owner) {}

  /** Selectors by the same labels exclude each other unless they are equal. */
  private record Shape(String subDomain, Set<String> labels) {}

  void add(Claim claim) {
    String owner = claim.change();
    claim.services().forEach(service -> touched.put(service, owner));
    claim.neighbours().forEach(service -> bordering.put(service, owner));
    for (TargetClaim each : claim.targets()) {
      targets
          .computeIfAbsent(shape(each), _ -> new HashMap<>())
          .computeIfAbsent(each.selector(), _ -> new ArrayList<>())
          .add(new Taken(each, owner));
    }
  }

  private static Shape shape(TargetClaim claim) {
    return new Shape(claim.subDomain(), claim.selector().keySet());
  }

  /**
   * Why the claim can't be had beside what was added; null when it can.
   *
   * @param told what it was told last that it waits for
   */
  @Nullable Standing blocks(Claim claim, @Nullable Standing told) {
    for (String service : claim.services()) {
      String same = touched.get(service);
      if (same != null) {
        return standing(told, same, "changes service ", service);
      }
      String beside = bordering.get(service);
      if (beside != null) {
        return standing(told, beside, "changes a neighbour of service ", service);
      }
    }
    for (String neighbour : claim.neighbours()) {
      String owner = touched.get(neighbour);
      if (owner != null) {
        return standing(told, owner, "changes neighbouring service ", neighbour);
      }
    }
    for (TargetClaim each : claim.targets()) {
      String owner = ownerOf(each);
      if (owner != null) {
        return standing(
            told, owner, "may change the same targets of sub-domain ", each.subDomain());
      }
    }
    return null;
  }

  private @Nullable String ownerOf(TargetClaim claim) {
    Shape shape = shape(claim);
    String found = null;
    for (Map.Entry<Shape, Map<Map<String, String>, List<Taken>>> entry : targets.entrySet()) {
      if (!entry.getKey().subDomain().equals(claim.subDomain())) {
        continue;
      }
      if (entry.getKey().equals(shape)) {
        found = overlapping(entry.getValue().getOrDefault(claim.selector(), List.of()), claim);
      } else {
        for (List<Taken> others : entry.getValue().values()) {
          found = found == null ? overlapping(others, claim) : found;
        }
      }
      if (found != null) {
        return found;
      }
    }
    return found;
  }

  private static @Nullable String overlapping(List<Taken> taken, TargetClaim claim) {
    for (Taken each : taken.reversed()) {
      if (each.claim().overlaps(claim)) {
        return each.owner();
      }
    }
    return null;
  }

  private static Standing standing(
      @Nullable Standing told, String owner, String what, String which) {
    return Standing.of(
        told,
        Standing.Cause.CHANGE,
        owner,
        () -> "change " + owner + ", which goes first and " + what + which);
  }
}
