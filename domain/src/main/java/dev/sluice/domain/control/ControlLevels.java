package dev.sluice.domain.control;

/** How far a change is controlled. */
public final class ControlLevels {
  private ControlLevels() {}

  /**
   * The level of a change.
   *
   * @param assessed whether all its services are declared, so that its impact could be assessed
   * @param personNeeded whether somebody has to approve it or a step of it
   */
  public static ControlLevel of(Carrier carrier, boolean assessed, boolean personNeeded) {
    return switch (carrier) {
      case REPORTED -> ControlLevel.OBSERVED;
      case GUARDED -> ControlLevel.GATED;
      case SLUICE -> {
        if (!assessed) {
          yield ControlLevel.BATCHED;
        }
        yield personNeeded ? ControlLevel.ASSESSED : ControlLevel.UNATTENDED;
      }
    };
  }
}
