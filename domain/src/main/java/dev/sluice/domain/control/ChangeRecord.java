package dev.sluice.domain.control;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the changes of somebody or something went lately, over {@link #LATELY}.
 *
 * @param changes that ended, 0 or more; the newest 1,000 count
 * @param failures of them that did harm as far as is known, 0 to {@code changes}
 * @param lastOutcome how the last one ended, in small letters: {@code completed}; null for none
 * @param lastEnd when that was; null for none
 * @param lastFailure why the newest of the failures failed, in words; null for none
 * @param known whether the record could be read; where not, all else is as for no change
 */
public record ChangeRecord(
    int changes,
    int failures,
    @Nullable String lastOutcome,
    @Nullable Instant lastEnd,
    @Nullable String lastFailure,
    boolean known) {
  /** How far a record goes back. */
  public static final Duration LATELY = Duration.ofDays(90);

  /** There is no change. */
  public static final ChangeRecord NONE = new ChangeRecord(0, 0, null);

  /** Whether there are changes can't be told now. It counts as {@link #NONE}, with a reason. */
  public static final ChangeRecord UNKNOWN = new ChangeRecord(0, 0, null, null, null, false);

  public ChangeRecord {
    if (failures < 0 || failures > changes) {
      throw new IllegalArgumentException(
          "failures must lie in 0 to " + changes + " (changes): " + failures);
    }
    if (!known && changes > 0) {
      throw new IllegalArgumentException("a record that is not known has no changes: " + changes);
    }
  }

  /** Of which it is not known when the last one ended, or why one failed. */
  public ChangeRecord(int changes, int failures, @Nullable String lastOutcome) {
    this(changes, failures, lastOutcome, null, null, true);
  }

  /** In 0 to 1; 0 where there is no change. */
  public double failureRate() {
    return changes == 0 ? 0 : (double) failures / changes;
  }
}
