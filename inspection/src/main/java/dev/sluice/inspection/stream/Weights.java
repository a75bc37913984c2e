package dev.sluice.inspection.stream;

import java.util.List;

/**
 * Numbers of requests behind the values of a rate, in the same shape as the values.
 *
 * @param treatment one array for each changed target
 * @param control one for each unchanged target
 */
public record Weights(List<double[]> treatment, List<double[]> control) {
  public Weights {
    treatment = List.copyOf(treatment);
    control = List.copyOf(control);
  }

  /** Whether they are numbers of requests: where all are one, nobody counted. */
  boolean areCounts() {
    return areCounts(treatment) || areCounts(control);
  }

  private static boolean areCounts(List<double[]> all) {
    for (double[] weights : all) {
      for (double weight : weights) {
        if (weight > 0 && weight != 1) {
          return true;
        }
      }
    }
    return false;
  }

  /** Those of some of the changed targets. */
  Weights part(int[] targets) {
    return new Weights(Fresh.of(targets, treatment), control);
  }
}
