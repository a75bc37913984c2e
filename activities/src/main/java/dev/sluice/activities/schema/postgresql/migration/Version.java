package dev.sluice.activities.schema.postgresql.migration;

import java.util.ArrayList;
import java.util.List;

/**
 * Version of a migration, as Flyway orders it: number by number, with missing ones as 0.
 *
 * @param text as written, with dots: {@code 3}, {@code 1.2}
 */
public record Version(String text) implements Comparable<Version> {
  /** What versions look like, with underscores also in file names. */
  public static final String PATTERN = "[0-9]{1,18}([._][0-9]{1,18}){0,9}";

  public Version {
    if (!text.matches(PATTERN)) {
      throw new IllegalArgumentException("not a version such as 3 or 1.2: " + text);
    }
    text = text.replace('_', '.');
  }

  @Override
  public int compareTo(Version other) {
    List<Long> mine = numbers();
    List<Long> theirs = other.numbers();
    for (int i = 0; i < Math.max(mine.size(), theirs.size()); i++) {
      long left = i < mine.size() ? mine.get(i) : 0;
      long right = i < theirs.size() ? theirs.get(i) : 0;
      if (left != right) {
        return Long.compare(left, right);
      }
    }
    return 0;
  }

  private List<Long> numbers() {
    List<Long> numbers = new ArrayList<>();
    for (String part : text.split("\\.", -1)) {
      numbers.add(Long.parseLong(part));
    }
    return numbers;
  }

  @Override
  public String toString() {
    return text;
  }
}
