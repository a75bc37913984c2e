package dev.sluice.simulation.gate;

import dev.sluice.domain.gate.Claim;
import java.util.List;
import java.util.Set;

/**
 * A change that somebody wants.
 *
 * @param claim what it asks for
 * @param touches the names of all targets that it really touches
 * @param arrives when it asks, in seconds
 * @param works how long it runs once it may, in seconds
 * @param fate how it leaves
 */
record Wish(Claim claim, Set<String> touches, long arrives, long works, Fate fate) {
  /** How a change leaves. */
  enum Fate {
    ENDS,
    /** Stops waiting, if it has not begun by then. */
    GIVES_UP,
    /** Never says a word again once it runs. */
    DIES,
    /** The same while it waits. */
    DIES_WAITING,
    /** Begins without being let in, and says so then. */
    BEGINS_ANYWAY,
    /** Runs already when it first speaks. */
    RUNS_ALREADY
  }

  Wish {
    touches = Set.copyOf(touches);
  }

  String id() {
    return claim.change();
  }

  List<String> services() {
    return claim.services();
  }
}
