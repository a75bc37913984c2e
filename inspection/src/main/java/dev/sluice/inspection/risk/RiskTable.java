package dev.sluice.inspection.risk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Changes with what was known of each before it ran.
 *
 * @param columns what the numbers of a change mean, 1 to 200, each named once
 * @param changes in any order, at most 500,000; 10 million numbers in all
 */
public record RiskTable(List<String> columns, List<Change> changes) {
  private static final int MOST_COLUMNS = 200;

  /** So many changes make a table at most. */
  public static final int MOST_CHANGES = 500_000;

  private static final long MOST_NUMBERS = 10_000_000;

  public RiskTable {
    columns = List.copyOf(columns);
    changes = List.copyOf(changes);
    int numbers = columns.size();
    if (numbers < 1 || numbers > MOST_COLUMNS) {
      throw new IllegalArgumentException(
          "changes need 1 to %d columns of numbers, there are %d".formatted(MOST_COLUMNS, numbers));
    }
    if (new HashSet<>(columns).size() != numbers) {
      throw new IllegalArgumentException("a column is named twice: " + String.join(", ", columns));
    }
    if (changes.size() > MOST_CHANGES || (long) changes.size() * numbers > MOST_NUMBERS) {
      throw new IllegalArgumentException(
          "%d changes of %d columns are too many, at most %d changes and %d numbers can be taken: leave out the oldest"
              .formatted(changes.size(), numbers, MOST_CHANGES, MOST_NUMBERS));
    }
    for (Change change : changes) {
      if (change.size() != numbers) {
        throw new IllegalArgumentException(
            "change %s of %s has %d numbers, must have %d: %s"
                .formatted(
                    change.id(),
                    change.group(),
                    change.size(),
                    numbers,
                    String.join(", ", columns)));
      }
    }
  }

  /**
   * One change.
   *
   * @param group whose changes are alike, such as a service or a project
   * @param id names it within its group
   * @param time when it was to run
   * @param numbers one for each column, finite; NaN where one is not known
   * @param harmed whether it did harm; null where that is not known
   */
  @SuppressWarnings("ArrayRecordComponent") // Hundreds of thousands; never compared as a record.
  public record Change(
      String group, String id, Instant time, double[] numbers, @Nullable Boolean harmed) {
    public Change {
      numbers = numbers.clone();
      for (double number : numbers) {
        if (Double.isInfinite(number)) {
          throw new IllegalArgumentException(
              "change %s of %s: a number is infinite".formatted(id, group));
        }
      }
    }

    @Override
    public double[] numbers() {
      return numbers.clone();
    }

    /** What stands in the column, from 0. */
    public double number(int column) {
      return numbers[column];
    }

    int size() {
      return numbers.length;
    }
  }

  /** The places, from 0, of each group's changes, oldest first; those of one time as they stand. */
  public SortedMap<String, List<Integer>> byGroup() {
    SortedMap<String, List<Integer>> groups = new TreeMap<>();
    IntStream.range(0, changes.size())
        .boxed()
        .sorted(Comparator.comparing(place -> changes.get(place).time()))
        .forEach(place ->
            groups.computeIfAbsent(changes.get(place).group(), _ -> new ArrayList<>()).add(place));
    return groups;
  }

  /** The changes at these places, in their order. */
  public RiskTable at(List<Integer> places) {
    return new RiskTable(columns, places.stream().map(changes::get).toList());
  }

  /** The changes of this table, then the others. */
  public RiskTable and(List<Change> others) {
    List<Change> all = new ArrayList<>(changes);
    all.addAll(others);
    return new RiskTable(columns, all);
  }

  /** The changes of which it is known what came of them. */
  public List<Change> known() {
    return changes.stream().filter(change -> change.harmed() != null).toList();
  }
}
