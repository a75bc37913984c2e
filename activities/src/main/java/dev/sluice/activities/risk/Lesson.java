package dev.sluice.activities.risk;

import dev.sluice.activities.risk.BoostedTrees.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * What one ensemble learns from.
 *
 * @param harmed what came of each row's change, 0 or 1
 * @param weights how much each counts
 */
@SuppressWarnings("ArrayRecordComponent") // As LightGBM takes them; never compared as a record.
record Lesson(Rows rows, float[] harmed, float[] weights, Settings settings) {
  /** Seeds of an ensemble. */
  static final int SEEDS = 2;

  /** The trees of each seed, still to be trained. */
  List<Callable<BoostedTrees>> work() {
    List<Callable<BoostedTrees>> work = new ArrayList<>();
    for (int seed = 1; seed <= SEEDS; seed++) {
      int its = seed;
      work.add(() -> BoostedTrees.train(rows, harmed, weights, settings, its));
    }
    return work;
  }
}
