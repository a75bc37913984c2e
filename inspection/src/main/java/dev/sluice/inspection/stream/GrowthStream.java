package dev.sluice.inspection.stream;

import java.nio.ByteBuffer;

/** A resource of processes that may be fresh: only how it grows tells, not its level. */
final class GrowthStream extends MetricStream {
  private final Growth growth;
  private double treatmentNow = Double.NaN;

  GrowthStream(MetricPast past, JudgeSettings settings) {
    super(past.terms);
    double usual = past.peers == null ? 1 : past.peers.growth(terms.skipped(), settings);
    growth = new Growth(terms.skipped(), terms.spec(), settings.threshold(), usual);
  }

  @Override
  public boolean take(double[] treatment, double[] control) {
    treatmentNow = Statistics.mean(treatment);
    double ratio = treatmentNow / (control.length == 0 ? 1 : Statistics.mean(control));
    growth.take(terms.isBadUp() ? ratio : 1 / ratio);
    return true;
  }

  @Override
  public boolean take(
      double[] treatment, double[] control, double[] requests, double[] requestsBeside) {
    return take(treatment, control);
  }

  @Override
  public boolean isKnown() {
    return growth.isKnown();
  }

  @Override
  public double score() {
    return isKnown() ? growth.score() : Double.NaN;
  }

  @Override
  int known() {
    return growth.known();
  }

  @Override
  double newest() {
    return growth.newest();
  }

  @Override
  double worstPlausible() {
    return growth.effect() + growth.size();
  }

  @Override
  EffectSize effect(double threshold) {
    double effect = growth.effect();
    double size = Math.expm1(threshold * growth.size());
    double expected = treatmentNow / Math.exp(growth.soFar());
    return new EffectSize(
        Walk.GROWTH, effect, effect - size, effect + size, treatmentNow, expected, Double.NaN);
  }

  @Override
  double share(double score) {
    return Math.exp(-JudgeSettings.TAIL * score);
  }

  @Override
  String comparison() {
    return "their first samples since the change, beside unchanged targets";
  }

  @Override
  double observedNow() {
    return treatmentNow;
  }

  @Override
  double expectedNow() {
    return Double.NaN;
  }

  @Override
  int onset() {
    return 0;
  }

  @Override
  int taken() {
    return growth.taken();
  }

  @Override
  void write(ByteBuffer out) {
    growth.write(out);
  }

  @Override
  void read(ByteBuffer in) {
    growth.read(in);
  }
}
