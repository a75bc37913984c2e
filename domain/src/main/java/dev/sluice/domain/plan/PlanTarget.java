package dev.sluice.domain.plan;

import dev.sluice.domain.subdomain.Target;

/**
 * What a plan must know of a target.
 *
 * @param name its place in name order decides its batch, never empty
 * @param zone failure domain it lives in, never empty
 */
public record PlanTarget(String name, String zone) {
  public PlanTarget {
    if (name.isEmpty() || zone.isEmpty()) {
      throw new IllegalArgumentException("a target has a name and a zone: " + name + ", " + zone);
    }
  }

  public static PlanTarget of(Target target) {
    return new PlanTarget(target.name(), target.zone());
  }
}
