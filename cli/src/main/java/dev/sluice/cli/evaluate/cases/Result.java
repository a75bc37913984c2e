package dev.sluice.cli.evaluate.cases;

import dev.sluice.activities.recorded.CaseLine;

/** What became of one line of a file of cases. */
public sealed interface Result<T> {
  /** Where it stands. */
  Place place();

  /** The case was judged. */
  record Judged<T>(Place place, CaseLine line, T judgement) implements Result<T> {
    public String id() {
      return line.recorded().id();
    }
  }

  /** The case was not wanted. */
  record Skipped<T>(Place place) implements Result<T> {}

  /**
   * The line holds no case that can be judged.
   *
   * @param problem which field, what is wrong, what would be right
   */
  record Broken<T>(Place place, String problem) implements Result<T> {}
}
