package dev.sluice.inspection.recorded;

/** The samples of one metric on one target, one for each interval; NaN where there is none. */
public final class RecordedTarget {
  private final String name;
  private final double[] before;
  private final double[] after;

  /**
   * @param name the target's name
   * @param before samples before the change, the newest last
   * @param after samples since the change, the oldest first
   */
  public RecordedTarget(String name, double[] before, double[] after) {
    this.name = name;
    this.before = before.clone();
    this.after = after.clone();
  }

  public String name() {
    return name;
  }

  /** Samples before the change, the newest last. */
  public double[] before() {
    return before.clone();
  }

  /** Samples since the change, the oldest first. */
  public double[] after() {
    return after.clone();
  }
}
