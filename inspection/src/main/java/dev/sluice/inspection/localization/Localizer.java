package dev.sluice.inspection.localization;

import dev.sluice.inspection.localization.Lattice.Cell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the smallest combinations of labels that explain what a measure lost. Every combination of
 * up to {@link #MOST_LABELS} labels is weighed, and sets of up to {@link #MOST_CAUSES} of the same
 * labels: the share of the loss that lies in it speaks for it; its share of the traffic, loss that
 * goes on right beside it, and each further member speak against it.
 *
 * <p>What a leaf lost is measured as in Adtributor (Bhagwan et al., NSDI 2014), whose finite
 * difference is taken without the traffic's own change; the weighing is our own.
 */
public final class Localizer {
  /** Labels of a combination. */
  public static final int MOST_LABELS = 3;

  /** Combinations of an answer. */
  public static final int MOST_CAUSES = 3;

  private static final double TRAFFIC = 0.7;
  private static final double LEAK = 0.1;
  private static final double MEMBER = 0.15;

  /** Of each set of labels so many join, those that lose most of their traffic. */
  private static final int JOINING = 5;

  /** A combination joins others only with so much of the loss. */
  private static final double LEAST_SHARE = 0.1;

  private static final double LEAK_SHARE = 0.02;
  private static final double LEAK_FLOOR = 5;

  // Fitted on labelled real faults, on the same without what was at fault, and on losses that lie
  // everywhere: docs/localization.md.
  private static final double CONSTANT = -7.738;
  private static final double OF_SCORE = 6.557;
  private static final double OF_RATE = 0.828;
  private static final double OF_CHANCE = 1.193;

  private final Split split;
  private final Lattice lattice;
  private final double loss;

  /** The best so far, with its score before and after all that speaks against it. */
  private record Found(List<Cell> members, double score, double lost, double weight) {}

  private Localizer(Split split) {
    this.split = split;
    lattice = new Lattice(split, MOST_LABELS);
    double largest = 0;
    for (Cell cell : lattice.cells()) {
      if (cell.mask != 0) {
        largest = Math.max(largest, cell.lost);
      }
    }
    // Where other leaves gain, the sum would hide what one lost.
    loss = Math.max(lattice.all().lost, largest / 2);
  }

  /**
   * Where the loss lies.
   *
   * @param split at least one leaf
   */
  public static Localization locate(Split split) {
    if (split.leaves().isEmpty()) {
      throw new IllegalArgumentException("a measure without leaves can't be localized");
    }
    return new Localizer(split).locate();
  }

  private Localization locate() {
    if (!(loss > 0)) {
      return Localization.NOWHERE;
    }
    Found best = null;
    for (Cell cell : lattice.cells()) {
      if (cell.mask != 0) {
        best = better(best, List.of(cell));
      }
    }
    for (List<Cell> joining : joining()) {
      for (int one = 0; one < joining.size(); one++) {
        for (int two = one + 1; two < joining.size(); two++) {
          best = better(best, List.of(joining.get(one), joining.get(two)));
          for (int three = two + 1; three < joining.size(); three++) {
            best = better(best, List.of(joining.get(one), joining.get(two), joining.get(three)));
          }
        }
      }
    }
    return best == null ? Localization.NOWHERE : answer(best);
  }

  /** Of each set of labels the combinations that may be at fault together. */
  private List<List<Cell>> joining() {
    Map<Integer, List<Cell>> byLabels = new HashMap<>();
    for (Cell cell : lattice.cells()) {
      if (cell.mask != 0 && cell.lost > LEAST_SHARE * loss && cell.weight > 0) {
        byLabels.computeIfAbsent(cell.mask, _ -> new ArrayList<>()).add(cell);
      }
    }
    Comparator<Cell> worst =
        Comparator.comparingDouble(Cell::rate).reversed().thenComparingLong(cell -> cell.key);
    return byLabels.values().stream()
        .map(cells -> cells.stream().sorted(worst).limit(JOINING).toList())
        .toList();
  }

  private @Nullable Found better(@Nullable Found best, List<Cell> members) {
    double lost = 0;
    double weight = 0;
    for (Cell member : members) {
      lost += member.lost;
      weight += member.weight;
    }
    if (!(lost > 0)) {
      return best;
    }
    double traffic = lattice.all().weight;
    double atMost =
        Math.min(1, lost / loss)
            - TRAFFIC * (traffic > 0 ? weight / traffic : 1)
            - MEMBER * (members.size() - 1);
    if (best != null && atMost < best.score()) {
      return best;
    }
    Found found = new Found(members, atMost - LEAK * leak(members), lost, weight);
    return best == null || isBefore(found, best) ? found : best;
  }

  /** Alike ones in the order of their labels, whatever order they are looked at in. */
  private static boolean isBefore(Found one, Found other) {
    int order = Double.compare(one.score(), other.score());
    if (order != 0) {
      return order > 0;
    }
    Cell first = one.members().getFirst();
    Cell second = other.members().getFirst();
    return Comparator.<Cell>comparingInt(cell -> Integer.bitCount(cell.mask))
            .thenComparingLong(cell -> cell.key)
            .compare(first, second)
        < 0;
  }

  /**
   * How much of the loss goes on right beside the members, 0 to 1: the worst over the combinations
   * that have one label less.
   */
  private double leak(List<Cell> members) {
    double worst = 0;
    for (Cell member : members) {
      for (int label = 0; label < lattice.labels(); label++) {
        if ((member.mask & 1 << label) != 0) {
          worst = Math.max(worst, leak(members, member, label));
        }
      }
    }
    return worst;
  }

  private double leak(List<Cell> members, Cell member, int label) {
    Cell parent = lattice.parent(member, label);
    double lost = parent.lost;
    double weight = parent.weight;
    for (Cell other : members) {
      if (lattice.parentKey(other.key, label) == parent.key) {
        lost -= other.lost;
        weight -= other.weight;
      }
    }
    if (weight <= 1e-9 * parent.weight || !(member.rate() > 0)) {
      return 1;
    }
    double rate = lost / (weight + LEAK_SHARE * member.weight + LEAK_FLOOR);
    return Math.clamp(rate / member.rate(), 0, 1);
  }

  private Localization answer(Found best) {
    double rate = best.weight() > 0 ? best.lost() / best.weight() : 0;
    double chance = best.lost() / split.deviation(best.weight());
    double logit =
        CONSTANT
            + OF_SCORE * best.score()
            + OF_RATE * Math.log(Math.max(rate, 1e-4))
            + OF_CHANCE * Math.log(Math.max(chance, 0.1));
    return new Localization(
        best.members().stream().map(lattice::combination).toList(),
        best.score(),
        Math.min(1, best.lost() / loss),
        lattice.all().weight > 0 ? Math.min(1, best.weight() / lattice.all().weight) : 1,
        1 / (1 + Math.exp(-logit)));
  }
}
