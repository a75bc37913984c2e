package dev.sluice.inspection.stream;

import dev.sluice.inspection.recorded.RecordedTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Recorded samples as a running bake would have them: a value without requests is no sample, and
 * what is no sample has no requests.
 *
 * @param values one array for each target, NaN without a sample
 * @param requests in the same shape, 0 without a sample; empty where nobody counted
 */
record RecordedSamples(List<double[]> values, List<double[]> requests) {
  RecordedSamples {
    values = List.copyOf(values);
    requests = List.copyOf(requests);
  }

  /** Those before the change. */
  static RecordedSamples before(List<RecordedTarget> targets) {
    return of(targets, RecordedTarget::before, RecordedTarget::requestsBefore);
  }

  /** Those since the change. */
  static RecordedSamples since(List<RecordedTarget> targets) {
    return of(targets, RecordedTarget::after, RecordedTarget::requestsAfter);
  }

  private static RecordedSamples of(
      List<RecordedTarget> targets,
      Function<RecordedTarget, double[]> valuesOf,
      Function<RecordedTarget, double[]> requestsOf) {
    List<double[]> values = new ArrayList<>();
    List<double[]> requests = new ArrayList<>();
    for (RecordedTarget target : targets) {
      double[] some = valuesOf.apply(target);
      values.add(some);
      if (!target.isCounted()) {
        continue;
      }
      double[] behind = requestsOf.apply(target);
      for (int i = 0; i < some.length; i++) {
        boolean sample = !Double.isNaN(some[i]) && behind[i] > 0;
        some[i] = sample ? some[i] : Double.NaN;
        behind[i] = sample ? behind[i] : 0;
      }
      requests.add(behind);
    }
    return new RecordedSamples(values, requests);
  }

  double[] valuesAt(int interval) {
    return at(values, interval);
  }

  double[] requestsAt(int interval) {
    return at(requests, interval);
  }

  private static double[] at(List<double[]> all, int interval) {
    double[] row = new double[all.size()];
    for (int j = 0; j < row.length; j++) {
      row[j] = all.get(j)[interval];
    }
    return row;
  }
}
