package dev.sluice.inspection.localization;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * A measure split by labels at one time: what each leaf lost against what was to be expected of it.
 */
public final class Split {
  /** More labels than these make too many combinations to look at. */
  public static final int MOST_LABELS = 6;

  /** As if so much more had been seen of each leaf, with the share of all. */
  private static final double SHRINKAGE = 5;

  private final List<String> labels;
  private final List<Leaf> leaves;
  private final double scatter;

  /**
   * @param lost against what was to be expected, negative where it is better
   * @param weight how much of the measure's traffic it is
   */
  record Leaf(List<String> values, double lost, double weight) {}

  private Split(List<String> labels, List<Leaf> leaves, double scatter) {
    this.labels = List.copyOf(labels);
    this.leaves = leaves;
    this.scatter = scatter;
    if (labels.isEmpty() || labels.size() > MOST_LABELS) {
      throw new IllegalArgumentException(
          "a measure is split by 1 to %d labels, not by %d: leave some out or add them up"
              .formatted(MOST_LABELS, labels.size()));
    }
    if (new HashSet<>(labels).size() < labels.size()) {
      throw new IllegalArgumentException("each label is named once: " + labels);
    }
    for (Leaf leaf : leaves) {
      if (leaf.values().size() != labels.size()) {
        throw new IllegalArgumentException(
            "a leaf has one value for each of %s, not %s".formatted(labels, leaf.values()));
      }
    }
  }

  /**
   * A share split by labels. What was to be expected of a leaf is its forecast share of its real
   * whole, so that traffic that moves from one leaf to another is no loss.
   *
   * @param labels 1 to {@link #MOST_LABELS}, each once
   */
  public static Split ofRatios(List<String> labels, List<RatioLeaf> ratios, Harm harm) {
    double part = ratios.stream().mapToDouble(RatioLeaf::partExpected).sum();
    double whole = ratios.stream().mapToDouble(RatioLeaf::wholeExpected).sum();
    double share = whole > 0 ? Math.clamp(part / whole, 0, 1) : 0;
    List<Leaf> leaves = new ArrayList<>(ratios.size());
    for (RatioLeaf ratio : ratios) {
      double forecast =
          (ratio.partExpected() + SHRINKAGE * share) / (ratio.wholeExpected() + SHRINKAGE);
      double lost = harm.lost(ratio.whole() * forecast, ratio.part());
      leaves.add(new Leaf(ratio.values(), lost, ratio.whole()));
    }
    return new Split(labels, leaves, share * (1 - share));
  }

  /**
   * A count split by labels.
   *
   * @param labels 1 to {@link #MOST_LABELS}, each once
   */
  public static Split ofCounts(List<String> labels, List<CountLeaf> counts, Harm harm) {
    List<Leaf> leaves = new ArrayList<>(counts.size());
    for (CountLeaf count : counts) {
      double lost = harm.lost(count.expected(), count.count());
      leaves.add(new Leaf(count.values(), lost, Math.max(count.expected(), count.count())));
    }
    return new Split(labels, leaves, 1);
  }

  static void requireAmount(String what, double amount) {
    if (!(amount >= 0 && amount < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "%s must be a finite number of at least 0: %s".formatted(what, amount));
    }
  }

  /** Names of the labels, in the order of the leaves' values. */
  public List<String> labels() {
    return labels;
  }

  List<Leaf> leaves() {
    return leaves;
  }

  /**
   * The deviation of what so much traffic loses by chance: binomial of shares, Poisson of counts.
   */
  double deviation(double weight) {
    return Math.sqrt(weight * scatter + 1);
  }
}
