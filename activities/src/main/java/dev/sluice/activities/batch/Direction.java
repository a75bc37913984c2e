package dev.sluice.activities.batch;

import dev.sluice.domain.subdomain.Effect;
import dev.sluice.domain.subdomain.SubDomain;
import dev.sluice.domain.subdomain.TargetOrder;
import java.util.Comparator;

/** Which way a batch is worked through. */
enum Direction {
  APPLY("apply"),
  /** Last changed, first taken back. */
  REVERT("revert");

  private final String verb;

  Direction(String verb) {
    this.verb = verb;
  }

  /** As it ends idempotency keys. */
  String verb() {
    return verb;
  }

  /** The order of work by target name. */
  Comparator<String> order() {
    return switch (this) {
      case APPLY -> Comparator.naturalOrder();
      case REVERT -> Comparator.reverseOrder();
    };
  }

  Effect carryOut(SubDomain subDomain, TargetOrder targetOrder) {
    return switch (this) {
      case APPLY -> subDomain.apply(targetOrder);
      case REVERT -> subDomain.revert(targetOrder);
    };
  }
}
