package dev.sluice.activities.risk;

import java.util.List;

/**
 * Trees of the same kind by different seeds: their mean varies less than each.
 *
 * @param trees at least one
 */
record Ensemble(List<BoostedTrees> trees) implements AutoCloseable {
  Ensemble {
    trees = List.copyOf(trees);
  }

  static Ensemble read(List<String> texts) {
    return new Ensemble(texts.stream().map(BoostedTrees::read).toList());
  }

  List<String> write() {
    return trees.stream().map(BoostedTrees::write).toList();
  }

  /** The mean logit of each row. */
  double[] logits(Rows rows) {
    double[] mean = new double[rows.count()];
    for (BoostedTrees each : trees) {
      double[] logits = each.logits(rows);
      for (int i = 0; i < mean.length; i++) {
        mean[i] += logits[i] / trees.size();
      }
    }
    return mean;
  }

  @Override
  public void close() {
    trees.forEach(BoostedTrees::close);
  }
}
