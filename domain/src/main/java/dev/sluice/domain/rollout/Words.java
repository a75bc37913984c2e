package dev.sluice.domain.rollout;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Durations and lists as people write them. */
public final class Words {
  private Words() {}

  /** "45 s", "10 min", "2 h 30 min", "3 d". */
  public static String of(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 120) {
      return seconds + " s";
    }
    if (seconds < 7_200) {
      return parts(seconds / 60, "min", seconds % 60, "s");
    }
    if (seconds < 172_800) {
      return parts(seconds / 3_600, "h", seconds % 3_600 / 60, "min");
    }
    return parts(seconds / 86_400, "d", seconds % 86_400 / 3_600, "h");
  }

  private static String parts(long big, String bigUnit, long small, String smallUnit) {
    String first = big + " " + bigUnit;
    return small == 0 ? first : first + " " + small + " " + smallUnit;
  }

  /** "1 target", "12 targets". */
  public static String count(int number, String thing) {
    return number == 1 ? "1 " + thing : number + " " + thing + "s";
  }

  static String batches(int number) {
    return number == 1 ? "1 batch" : number + " batches";
  }

  /** The first ten, then how many more. */
  static String list(List<Integer> numbers) {
    String first =
        numbers.stream().limit(10).map(String::valueOf).collect(Collectors.joining(", "));
    return numbers.size() <= 10 ? first : first + " and %d more".formatted(numbers.size() - 10);
  }
}
