package dev.sluice.inspection.stream;

import dev.sluice.domain.inspection.MetricSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * Streams that speak for one metric: itself, or the shares that a histogram is made into. They have
 * one error budget together.
 *
 * @param spec the metric
 * @param from its first stream
 * @param to the end of its streams, exclusive
 */
record Family(MetricSpec spec, int from, int to) {

  /** Each metric for itself. */
  static List<Family> ofEach(List<MetricPast> pasts) {
    List<Family> families = new ArrayList<>();
    for (int m = 0; m < pasts.size(); m++) {
      families.add(new Family(pasts.get(m).terms.spec(), m, m + 1));
    }
    return families;
  }
}
