package dev.sluice.cli.evaluate.plot;

import dev.sluice.inspection.recorded.Judgement.TracePoint;
import dev.sluice.inspection.recorded.RecordedMetric;
import dev.sluice.inspection.recorded.RecordedTarget;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What is drawn of one metric.
 *
 * @param metric what was recorded
 * @param trace how it looked after each sample, in any order
 * @param before how many samples before the change are shown
 * @param after number of samples since the change
 */
record MetricCurves(RecordedMetric metric, List<TracePoint> trace, int before, int after) {

  /** The changed targets one by one. */
  List<Curve> eachTreatment() {
    return metric.treatment().stream().map(target -> new Curve(-before, samples(target))).toList();
  }

  Curve treatment() {
    return over(metric.treatment(), column -> Arrays.stream(column).average().orElse(Double.NaN));
  }

  Curve control() {
    return over(metric.control(), column -> Arrays.stream(column).average().orElse(Double.NaN));
  }

  Curve lowestControl() {
    return over(metric.control(), column -> Arrays.stream(column).min().orElse(Double.NaN));
  }

  Curve highestControl() {
    return over(metric.control(), column -> Arrays.stream(column).max().orElse(Double.NaN));
  }

  /** A figure of the trace since the change. */
  Curve traced(ToDoubleFunction<TracePoint> figure) {
    double[] values = new double[after];
    Arrays.fill(values, Double.NaN);
    for (TracePoint point : trace) {
      if (point.sample() >= 0 && point.sample() < after) {
        values[point.sample()] = figure.applyAsDouble(point);
      }
    }
    return new Curve(0, values);
  }

  private Curve over(List<RecordedTarget> targets, ToDoubleFunction<double[]> figure) {
    List<double[]> all = targets.stream().map(this::samples).toList();
    double[] values = new double[before + after];
    Arrays.setAll(
        values,
        i ->
            figure.applyAsDouble(
                all.stream()
                    .mapToDouble(samples -> samples[i])
                    .filter(Double::isFinite)
                    .toArray()));
    return new Curve(-before, values);
  }

  private double[] samples(RecordedTarget target) {
    double[] shown = new double[before + after];
    double[] all = target.before();
    System.arraycopy(all, all.length - before, shown, 0, before);
    System.arraycopy(target.after(), 0, shown, before, after);
    return shown;
  }
}
