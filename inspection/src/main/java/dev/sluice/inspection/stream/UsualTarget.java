package dev.sluice.inspection.stream;

/**
 * What was usual on one target before a change.
 *
 * @param rate of bad requests between bursts, within 0 and 1
 * @param ahead how much likelier than not it was in a burst at the end: a logarithm
 */
record UsualTarget(double rate, double ahead) {
  static UsualTarget of(CountedSeries series) {
    return new UsualTarget(series.usual().smoothedRate(), series.ahead());
  }
}
