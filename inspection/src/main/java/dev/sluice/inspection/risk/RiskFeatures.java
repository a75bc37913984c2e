package dev.sluice.inspection.risk;

import dev.sluice.inspection.risk.RiskTable.Change;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/**
 * What a model learns from, made of a table's numbers: the logarithm of each, how far that is from
 * what the group's changes were lately, and when the change was to run. Nothing about a change
 * depends on changes after it, or on whether any did harm.
 *
 * @param compared for each column whether its numbers are compared with the group's lately
 */
public record RiskFeatures(List<Boolean> compared) {
  /** Changes of the group before it that one is compared with. */
  public static final int LATELY = 300;

  /** Below so many known numbers nothing is compared. */
  private static final int FEWEST = 5;

  /** How many changes back the pace of a group is taken. */
  private static final int PACE = 100;

  /** Hour, day of the week, time since the last change and since the hundredth. */
  private static final int OF_TIME = 4;

  public RiskFeatures {
    compared = List.copyOf(compared);
  }

  /** Compares the columns with more than two values: of a flag it would say nothing new. */
  public static RiskFeatures of(RiskTable table) {
    List<Boolean> compared = new ArrayList<>();
    for (int column = 0; column < table.columns().size(); column++) {
      compared.add(hasMoreThanTwoValues(table, column));
    }
    return new RiskFeatures(compared);
  }

  /** How many numbers there are for each change. */
  public int size() {
    return 2 * compared.size() + OF_TIME;
  }

  /**
   * The features of each change in the table, in its order: NaN where a number is not known, 0
   * where there is too little to compare it with.
   *
   * @param table with the columns this was made for; also of the changes that others are only
   *     compared with
   */
  public double[][] rows(RiskTable table) {
    if (table.columns().size() != compared.size()) {
      throw new IllegalArgumentException(
          "made for %d columns, there are %d".formatted(compared.size(), table.columns().size()));
    }
    double[][] rows = new double[table.changes().size()][size()];
    SortedMap<String, List<Integer>> groups = table.byGroup();
    for (List<Integer> group : groups.values()) {
      for (int column = 0; column < compared.size(); column++) {
        readColumn(table, group, column, rows);
      }
      readTimes(table, group, rows);
    }
    return rows;
  }

  private void readColumn(RiskTable table, List<Integer> group, int column, double[][] rows) {
    boolean compares = compared.get(column);
    NewestValues lately = new NewestValues(LATELY);
    for (int place : group) {
      double value = logarithm(table.changes().get(place).number(column));
      rows[place][column] = value;
      if (compares) {
        rows[place][compared.size() + column] =
            lately.size() < FEWEST ? 0 : value - lately.median();
        lately.add(value);
      }
    }
  }

  private void readTimes(RiskTable table, List<Integer> group, double[][] rows) {
    int first = 2 * compared.size();
    for (int i = 0; i < group.size(); i++) {
      double[] row = rows[group.get(i)];
      ZonedDateTime time = table.changes().get(group.get(i)).time().atZone(ZoneOffset.UTC);
      row[first] = time.getHour();
      row[first + 1] = time.getDayOfWeek().getValue();
      row[first + 2] = sinceEarlier(table, group, i, 1);
      row[first + 3] = sinceEarlier(table, group, i, PACE);
    }
  }

  /** The logarithm of the seconds; 0 where there were not as many changes before. */
  private static double sinceEarlier(RiskTable table, List<Integer> group, int index, int back) {
    if (index < back) {
      return 0;
    }
    Change earlier = table.changes().get(group.get(index - back));
    Change change = table.changes().get(group.get(index));
    return Math.log1p((double) Duration.between(earlier.time(), change.time()).toSeconds());
  }

  /** Of the size, with its sign: sizes of changes spread over powers of ten. */
  private static double logarithm(double number) {
    return Math.copySign(Math.log1p(Math.abs(number)), number);
  }

  private static boolean hasMoreThanTwoValues(RiskTable table, int column) {
    Set<Double> values = new HashSet<>();
    for (Change change : table.changes()) {
      double number = change.number(column);
      if (!Double.isNaN(number) && values.add(number) && values.size() > 2) {
        return true;
      }
    }
    return false;
  }
}
