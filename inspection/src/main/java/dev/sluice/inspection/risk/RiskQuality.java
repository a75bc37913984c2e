package dev.sluice.inspection.risk;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How good probabilities of harm were, once it is known what did harm. Where changes have one
 * probability they count alike, whatever their order.
 *
 * @param changes how many
 * @param harmful share that did harm
 * @param auc chance that a harmful change has a higher probability than a harmless one, ties half;
 *     NaN where there are not both
 * @param averagePrecision area under the steps of precision over recall (PR-AUC); NaN where nothing
 *     did harm
 * @param calibrationError mean distance of probability and share of harm over ten bins of equal
 *     width, each by its share of changes (expected calibration error)
 * @param precision share of harmful among the tenth with the highest probabilities
 * @param caught share of all harm among the 5, 10 and 50 % with the highest probabilities; NaN
 *     where nothing did harm
 * @param bins those of the ten that hold anything, lowest first
 */
public record RiskQuality(
    int changes,
    double harmful,
    double auc,
    double averagePrecision,
    double calibrationError,
    double precision,
    List<Double> caught,
    List<Bin> bins) {
  /** The shares of changes of which it is said how much harm is among them. */
  public static final List<Double> HELD = List.of(0.05, 0.1, 0.5);

  private static final int BINS = 10;
  private static final double TOP = 0.1;

  public RiskQuality {
    caught = List.copyOf(caught);
    bins = List.copyOf(bins);
    if (caught.size() != HELD.size()) {
      throw new IllegalArgumentException("caught must have one share for each of " + HELD);
    }
  }

  /**
   * What was said of a change, and what came of it.
   *
   * @param probability of harm, 0 to 1
   */
  public record Judged(double probability, boolean harmed) {
    public Judged {
      if (!(probability >= 0 && probability <= 1)) {
        throw new IllegalArgumentException("a probability must lie in 0 to 1: " + probability);
      }
    }
  }

  /**
   * Changes of about one probability.
   *
   * @param changes how many, at least 1
   * @param probability their mean
   * @param harmful share that did harm
   */
  public record Bin(int changes, double probability, double harmful) {}

  /** Of at least one change. */
  public static RiskQuality of(List<Judged> changes) {
    if (changes.isEmpty()) {
      throw new IllegalArgumentException("no change to judge probabilities by");
    }
    Steps steps = Steps.of(changes);
    List<Bin> bins = bins(changes);
    double error =
        bins.stream()
            .mapToDouble(
                bin -> bin.changes() * Math.abs(bin.probability() - bin.harmful()) / changes.size())
            .sum();
    return new RiskQuality(
        changes.size(),
        steps.harmful() / changes.size(),
        steps.auc(),
        steps.averagePrecision(),
        error,
        steps.harmfulAbove(TOP) / steps.count(TOP),
        HELD.stream().map(share -> steps.harmfulAbove(share) / steps.harmful()).toList(),
        bins);
  }

  private static List<Bin> bins(List<Judged> changes) {
    List<List<Judged>> within = new ArrayList<>();
    for (int bin = 0; bin < BINS; bin++) {
      within.add(new ArrayList<>());
    }
    for (Judged change : changes) {
      within.get(Math.min(BINS - 1, (int) (change.probability() * BINS))).add(change);
    }
    return within.stream().filter(bin -> !bin.isEmpty()).map(RiskQuality::bin).toList();
  }

  private static Bin bin(List<Judged> changes) {
    return new Bin(
        changes.size(),
        changes.stream().mapToDouble(Judged::probability).average().orElseThrow(),
        changes.stream().mapToDouble(change -> change.harmed() ? 1 : 0).average().orElseThrow());
  }

  /**
   * Changes from the highest probability down; those of one probability make one step.
   *
   * @param ends how many changes there are up to the end of each step
   * @param found how many of them did harm
   */
  private record Steps(List<Integer> ends, List<Integer> found) {
    static Steps of(List<Judged> changes) {
      List<Judged> sorted =
          changes.stream()
              .sorted(Comparator.comparingDouble(Judged::probability).reversed())
              .toList();
      List<Integer> ends = new ArrayList<>();
      List<Integer> found = new ArrayList<>();
      int harmful = 0;
      for (int i = 0; i < sorted.size(); i++) {
        harmful += sorted.get(i).harmed() ? 1 : 0;
        if (i + 1 == sorted.size()
            || sorted.get(i + 1).probability() != sorted.get(i).probability()) {
          ends.add(i + 1);
          found.add(harmful);
        }
      }
      return new Steps(ends, found);
    }

    double harmful() {
      return found.getLast();
    }

    double auc() {
      double beaten = 0;
      double above = 0;
      int before = 0;
      for (int i = 0; i < ends.size(); i++) {
        double here = found.get(i) - above;
        beaten += (ends.get(i) - before - here) * (above + here / 2);
        above = found.get(i);
        before = ends.get(i);
      }
      return beaten / (harmful() * (ends.getLast() - harmful()));
    }

    double averagePrecision() {
      double sum = 0;
      double above = 0;
      for (int i = 0; i < ends.size(); i++) {
        sum += (found.get(i) - above) / harmful() * found.get(i) / ends.get(i);
        above = found.get(i);
      }
      return sum;
    }

    /** How many changes the share is, rounded down but at least one. */
    int count(double share) {
      return Math.max(1, (int) (ends.getLast() * share));
    }

    /** Harmful changes among that many; of a step that is cut, as many as go by its share. */
    double harmfulAbove(double share) {
      int wanted = count(share);
      double above = 0;
      int before = 0;
      for (int i = 0; i < ends.size(); i++) {
        if (ends.get(i) >= wanted) {
          double part = (wanted - before) / (double) (ends.get(i) - before);
          return above + part * (found.get(i) - above);
        }
        above = found.get(i);
        before = ends.get(i);
      }
      return above;
    }
  }
}
