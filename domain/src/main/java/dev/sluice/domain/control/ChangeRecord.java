package dev.sluice.domain.control;

import org.jspecify.annotations.Nullable;

/**
 * How the changes of somebody or something went lately, over the last 30 days.
 *
 * @param changes that ended, 0 or more
 * @param failures of them that were taken back or stopped, 0 to {@code changes}
 * @param lastOutcome how the last one ended, in small letters: {@code completed}; null for none
 */
public record ChangeRecord(int changes, int failures, @Nullable String lastOutcome) {
  public static final ChangeRecord NONE = new ChangeRecord(0, 0, null);

  public ChangeRecord {
    if (failures < 0 || failures > changes) {
      throw new IllegalArgumentException(
          "failures must lie in 0 to " + changes + " (changes): " + failures);
    }
  }

  /** In 0 to 1; 0 where there is no change. */
  public double failureRate() {
    return changes == 0 ? 0 : (double) failures / changes;
  }
}
