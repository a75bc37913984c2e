package dev.sluice.domain.changetype;

import java.math.BigDecimal;

/** How far one stage widens the blast radius. */
public sealed interface StageSpec {
  /** For people: "1 target", "50 %", "zone a". */
  default String title() {
    return switch (this) {
      case Count count -> count.targets() == 1 ? "1 target" : count.targets() + " targets";
      case Percent share -> share.percent().stripTrailingZeros().toPlainString() + " %";
      case Zone zone -> "zone " + zone.name();
      case EachZone _ -> "each zone in turn";
    };
  }

  /**
   * Some more targets, the first in name order that are not covered yet.
   *
   * @param targets at least 1
   */
  record Count(int targets) implements StageSpec {
    public Count {
      new Faults().require(targets >= 1, "targets", "must be at least 1").throwIfAny();
    }
  }

  /**
   * As many more targets as bring all stages so far to a share of all targets.
   *
   * @param percent above 0, at most 100; a part of a target counts as a whole one
   */
  record Percent(BigDecimal percent) implements StageSpec {
    public Percent {
      new Faults()
          .require(Shares.isShare(percent), "percent", "must lie above 0 and be at most 100")
          .throwIfAny();
    }

    boolean all() {
      return percent.compareTo(Shares.HUNDRED) == 0;
    }
  }

  /**
   * The rest of one zone.
   *
   * @param name the zone's name
   */
  record Zone(String name) implements StageSpec {
    public Zone {
      new Faults().require(!name.isEmpty(), "zone", "must name a zone").throwIfAny();
    }
  }

  /** The rest of each zone in turn, in name order, a stage for each. */
  record EachZone() implements StageSpec {}
}
