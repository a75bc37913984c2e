package dev.sluice.inspection.stream;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which changed targets have no past to be compared with, and into which parts all are divided:
 * harm on a few is not lost in the mean of many, and who is new is judged apart from who is not.
 */
final class Fresh {
  static final Fresh NONE = new Fresh(new boolean[0]);

  private static final int MOST_PARTS = 5;

  /** Harm on one of two is not lost in their mean. */
  private static final int FEWEST_PARTS = 3;

  private final boolean[] fresh;
  private final int[] members;
  private final List<int[]> parts;

  private Fresh(boolean[] fresh) {
    this.fresh = fresh;
    members = IntStream.range(0, fresh.length).filter(j -> fresh[j]).toArray();
    parts = new ArrayList<>();
    int count = Math.min(MOST_PARTS, fresh.length);
    for (int part = 0; count >= FEWEST_PARTS && part < count; part++) {
      int[] some =
          IntStream.range(part * fresh.length / count, (part + 1) * fresh.length / count).toArray();
      parts.add(all(some) ? some : Arrays.stream(some).filter(j -> !fresh[j]).toArray());
    }
    if (isMixed()) {
      parts.removeIf(some -> Arrays.equals(some, members));
      parts.add(members);
    }
  }

  /**
   * @param before one series for each changed target
   * @param comparable whether there are unchanged targets to compare fresh ones with; without them
   *     none counts as fresh
   */
  static Fresh among(List<double[]> before, boolean comparable) {
    boolean[] fresh = new boolean[before.size()];
    for (int j = 0; j < fresh.length; j++) {
      double[] one = before.get(j);
      fresh[j] = comparable && Statistics.known(one, 0, one.length) < MetricPast.FEWEST;
    }
    Fresh found = new Fresh(fresh);
    return found.any() || !found.parts().isEmpty() ? found : NONE;
  }

  boolean any() {
    return members.length > 0;
  }

  boolean all() {
    return any() && members.length == fresh.length;
  }

  /** Whether all of these are fresh. */
  boolean all(int[] targets) {
    return targets.length > 0 && Arrays.stream(targets).allMatch(j -> fresh[j]);
  }

  /** Whether some have a past and some have none. */
  boolean isMixed() {
    return any() && !all();
  }

  /**
   * The targets of each part; where some are fresh and some are not, all fresh ones are the last.
   */
  List<int[]> parts() {
    return parts;
  }

  /** The values of some targets. */
  static double[] of(int[] targets, double[] values) {
    double[] some = new double[targets.length];
    for (int i = 0; i < some.length; i++) {
      some[i] = values[targets[i]];
    }
    return some;
  }

  /** The series of some targets. */
  static List<double[]> of(int[] targets, List<double[]> series) {
    return Arrays.stream(targets).mapToObj(series::get).toList();
  }

  /** Where some have a past and some have none, without the values of those that have none. */
  double[] masked(double[] values) {
    if (!isMixed()) {
      return values;
    }
    double[] masked = values.clone();
    for (int j : members) {
      masked[j] = Double.NaN;
    }
    return masked;
  }

  /** The same for whole series. */
  List<double[]> masked(List<double[]> series) {
    List<double[]> masked = new ArrayList<>(series);
    for (int j = 0; isMixed() && j < fresh.length; j++) {
      if (fresh[j]) {
        double[] nothing = new double[series.get(j).length];
        Arrays.fill(nothing, Double.NaN);
        masked.set(j, nothing);
      }
    }
    return masked;
  }
}
