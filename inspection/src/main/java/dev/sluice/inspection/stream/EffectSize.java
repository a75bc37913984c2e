package dev.sluice.inspection.stream;

/**
 * How far one metric is from what was expected.
 *
 * @param channel see {@link Walk}
 * @param estimate 0.2 = 20 % above what was expected; for restlessness above the usual step
 * @param low lower end of its interval at the threshold
 * @param high upper end
 * @param observed level of the changed targets then, in the metric's unit
 * @param expected what they should have shown, in the metric's unit
 * @param excess the estimate in the metric's unit; NaN for growth
 */
record EffectSize(
    int channel,
    double estimate,
    double low,
    double high,
    double observed,
    double expected,
    double excess) {

  boolean isFinite() {
    return Double.isFinite(estimate) && Double.isFinite(low) && Double.isFinite(high);
  }
}
