package dev.sluice.cli.evaluate.cases;

/**
 * What became of one line of a file of cases.
 *
 * @param <C> what a line holds
 * @param <T> what judging it gives
 */
public sealed interface Result<C extends Case, T> {
  /** Where it stands. */
  Place place();

  /** The case was judged. */
  record Judged<C extends Case, T>(Place place, C line, T judgement) implements Result<C, T> {
    public String id() {
      return line.id();
    }
  }

  /** The case was not wanted. */
  record Skipped<C extends Case, T>(Place place) implements Result<C, T> {}

  /**
   * The line holds no case that can be judged.
   *
   * @param problem which field, what is wrong, what would be right
   */
  record Broken<C extends Case, T>(Place place, String problem) implements Result<C, T> {}
}
