package dev.sluice.inspection.attribution;

/**
 * What speaks for a change's guilt.
 *
 * @param strength 0 (nothing) to 1
 */
public record Clue(Kind kind, double strength) {
  /** Kinds of evidence, with how much each can convince alone, 0 to 1. */
  public enum Kind {
    /** A changed instance fails more calls than unchanged ones at the same time. */
    FAILS(0.95),
    /** A changed instance sends nothing while unchanged ones do. */
    SILENT(0.9),
    /** A changed instance runs and has no calls while unchanged ones have. */
    WITHOUT_CALLS(0.8),
    /** A changed instance is slower than unchanged ones at the same time. */
    SLOW(0.5),
    /** Calls to the service fail since the change, more than those that it makes itself. */
    CALLS_FAIL(0.5),
    /** Calls to one of its callers fail since the change. */
    CALLERS_FAIL(0.2),
    /** A changed instance uses more or less than unchanged ones: so does any fresh process. */
    RESOURCES(0.1),
    /** The service departs from its past by more than the services that it calls explain. */
    SICK(1);

    private final double weight;

    Kind(double weight) {
      this.weight = weight;
    }

    double weight() {
      return weight;
    }
  }
}
