package dev.sluice.activities.problem;

/** What other systems say, short enough to be kept in a history. */
public final class Sentences {
  /** Most characters kept. */
  public static final int LONGEST = 300;

  /** The text itself, or its beginning and an ellipsis. */
  public static String bounded(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
  }

  private Sentences() {}
}
