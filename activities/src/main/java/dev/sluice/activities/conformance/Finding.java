package dev.sluice.activities.conformance;

/**
 * What one check found.
 *
 * @param check the check's name
 * @param claim what it tried to refute, one sentence
 * @param answer how it ended
 * @param why what was seen and what was expected, or why it was skipped; empty when kept
 */
public record Finding(String check, String claim, Answer answer, String why) {
  /** How a check ended. */
  public enum Answer {
    KEPT,
    BROKEN,
    SKIPPED
  }
}
