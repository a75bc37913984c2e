package dev.sluice.inspection.detector;

/** Measures one kind of harm. Pure: the same samples always give the same outcome. */
public interface Detector {
  /**
   * Measures the harm on the changed targets together.
   *
   * @param alpha chance that a harmless change is ever failed by this outcome, over all looks, in
   *     (0, 0.5)
   */
  Outcome measure(Groups groups, double alpha);
}
