package dev.sluice.inspection.localization;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Every combination of up to so many labels that the leaves hold, with what was lost in it. A
 * combination is a number with one digit for each label; 0 stands for any value.
 */
final class Lattice {
  /** Of the combination that holds everything. */
  static final long ALL = 0;

  private final List<String> labels;
  private final List<List<String>> values = new ArrayList<>();
  private final long[] places;
  private final Map<Long, Cell> cells = new HashMap<>();

  /** A combination: which labels it names as bits, and sums over its leaves. */
  static final class Cell {
    final long key;
    final int mask;
    double lost;
    double weight;

    private Cell(long key, int mask) {
      this.key = key;
      this.mask = mask;
    }

    /** Lost for each unit of traffic; 0 without traffic. */
    double rate() {
      return weight > 0 ? lost / weight : 0;
    }
  }

  /**
   * @param mostLabels of a combination
   */
  Lattice(Split split, int mostLabels) {
    labels = split.labels();
    int[][] digits = digits(split);
    places = places();
    for (int mask = 0; mask < 1 << labels.size(); mask++) {
      if (Integer.bitCount(mask) <= mostLabels) {
        addUp(split, digits, mask);
      }
    }
  }

  private int[][] digits(Split split) {
    int[][] digits = new int[labels.size()][split.leaves().size()];
    for (int label = 0; label < labels.size(); label++) {
      Map<String, Integer> known = new HashMap<>();
      List<String> names = new ArrayList<>();
      for (int leaf = 0; leaf < split.leaves().size(); leaf++) {
        String value = split.leaves().get(leaf).values().get(label);
        Integer digit = known.get(value);
        if (digit == null) {
          names.add(value);
          digit = names.size();
          known.put(value, digit);
        }
        digits[label][leaf] = digit;
      }
      values.add(names);
    }
    return digits;
  }

  private long[] places() {
    long[] result = new long[labels.size()];
    long place = 1;
    for (int label = 0; label < result.length; label++) {
      result[label] = place;
      long digits = values.get(label).size() + 1L;
      if (place > Long.MAX_VALUE / digits) {
        throw new IllegalArgumentException(
            "the labels have too many values together: add the rarest ones up");
      }
      place *= digits;
    }
    return result;
  }

  private void addUp(Split split, int[][] digits, int mask) {
    for (int leaf = 0; leaf < split.leaves().size(); leaf++) {
      long key = 0;
      for (int label = 0; label < places.length; label++) {
        if ((mask & 1 << label) != 0) {
          key += digits[label][leaf] * places[label];
        }
      }
      Cell cell = cells.computeIfAbsent(key, fresh -> new Cell(fresh, mask));
      Split.Leaf one = split.leaves().get(leaf);
      cell.lost += one.lost();
      cell.weight += one.weight();
    }
  }

  /** Every combination, that of everything too. */
  Collection<Cell> cells() {
    return cells.values();
  }

  Cell all() {
    return at(ALL);
  }

  private Cell at(long key) {
    Cell cell = cells.get(key);
    if (cell == null) {
      throw new IllegalStateException("no leaf lies in combination " + key);
    }
    return cell;
  }

  /** The combination without one of its labels. */
  Cell parent(Cell cell, int label) {
    return at(parentKey(cell.key, label));
  }

  long parentKey(long key, int label) {
    long digit = key / places[label] % (values.get(label).size() + 1L);
    return key - digit * places[label];
  }

  int labels() {
    return places.length;
  }

  Combination combination(Cell cell) {
    SortedMap<String, String> named = new TreeMap<>();
    for (int label = 0; label < places.length; label++) {
      if ((cell.mask & 1 << label) != 0) {
        long digit = cell.key / places[label] % (values.get(label).size() + 1L);
        named.put(labels.get(label), values.get(label).get((int) digit - 1));
      }
    }
    return new Combination(named);
  }
}
