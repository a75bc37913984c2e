package dev.sluice.activities.problem;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often activities have met a defect in this worker.
 *
 * <p>Temporal's own number of the attempt would count what is no defect too: a worker that died, a
 * source that was away. A worker that is replaced begins to count anew, since it may be mended.
 */
final class DefectTries {
  private final int most;
  private final Map<String, Integer> met = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param most activities remembered; of more the ones met longest ago are forgotten
   */
  DefectTries(int most) {
    this.most = most;
  }

  /** Which time this is, from 1. */
  synchronized int next(String activity) {
    int tries = met.merge(activity, 1, Integer::sum);
    if (met.size() > most) {
      met.remove(met.keySet().iterator().next());
    }
    return tries;
  }

  /** The activity is over. */
  synchronized void forget(String activity) {
    met.remove(activity);
  }
}
