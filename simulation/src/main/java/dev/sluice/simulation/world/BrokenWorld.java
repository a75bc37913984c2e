package dev.sluice.simulation.world;

/** A world in which something happened that must never happen. */
public final class BrokenWorld extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String claim;

  /**
   * @param claim name of what does not hold
   * @param found in one sentence
   */
  public BrokenWorld(String claim, String found) {
    super(claim + ": " + found);
    this.claim = claim;
  }

  public String claim() {
    return claim;
  }
}
