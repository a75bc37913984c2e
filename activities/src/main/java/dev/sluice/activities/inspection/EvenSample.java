package dev.sluice.activities.inspection;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A bounded number of names, evenly over a sequence of unknown length. The same sequence always
 * gives the same sample.
 */
final class EvenSample {
  private final int most;
  private List<String> kept = new ArrayList<>();
  private int stride = 1;
  private int seen;

  /**
   * @param most names in the sample, at least 1
   */
  EvenSample(int most) {
    this.most = most;
  }

  void offer(String name) {
    if (seen % stride == 0) {
      kept.add(name);
    }
    seen++;
    if (kept.size() == 2 * most) {
      kept = new ArrayList<>(spread(kept, most));
      stride *= 2;
    }
  }

  /** In the order offered. */
  List<String> names() {
    return spread(kept, Math.min(most, kept.size()));
  }

  private static List<String> spread(List<String> names, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> names.get((int) ((long) i * names.size() / count)))
        .toList();
  }
}
