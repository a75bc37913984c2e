package dev.sluice.simulation.world;

/** A kind of world, by what goes wrong in it. */
public enum WorldKind {
  HEALTHY("healthy change"),
  BAD("bad change"),
  NOISY("noisy metrics"),
  FLAKY("flaky applies"),
  STUCK("stuck rollback"),
  UNRELIABLE("unreliable messenger"),
  LOST("lost stages"),
  MEDDLED("meddling operators"),
  FROZEN("freezes and incidents"),
  WILD("everything at once");

  private final String title;

  WorldKind(String title) {
    this.title = title;
  }

  /** For people. */
  public String title() {
    return title;
  }

  Faults faults() {
    return switch (this) {
      case HEALTHY -> Faults.NONE;
      case BAD -> new Faults(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
      case NOISY -> new Faults(0.3, 0.25, 0.05, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
      case FLAKY -> new Faults(0.2, 0, 0, 0.02, 0, 0.3, 0.1, 0.05, 0.1, 0, 0, 0, 0, 0);
      case STUCK -> new Faults(1, 0, 0, 0, 0.1, 0.5, 0.05, 0, 0.1, 0, 0.15, 0, 0, 0);
      case UNRELIABLE -> new Faults(0.3, 0.02, 0, 0, 0, 0, 0.1, 0.2, 0.4, 0, 0, 0, 0, 0);
      case LOST -> new Faults(0.3, 0, 0, 0.005, 0.005, 0.2, 0.1, 0.05, 0.1, 0.6, 0, 0, 0, 0);
      case MEDDLED -> new Faults(0.3, 0.05, 0, 0, 0, 0, 0, 0.05, 0.1, 0, 0, 0, 12, 0);
      case FROZEN -> new Faults(0.2, 0.05, 0, 0, 0, 0, 0, 0.02, 0.1, 0.1, 0, 0, 2, 6);
      case WILD ->
          new Faults(0.4, 0.1, 0.02, 0.01, 0.02, 0.3, 0.1, 0.1, 0.3, 0.3, 0.15, 0.25, 10, 4);
    };
  }

  /** Which kind a seed gives when none is asked for. */
  public static WorldKind of(long seed) {
    return values()[Math.floorMod(seed, values().length)];
  }
}
