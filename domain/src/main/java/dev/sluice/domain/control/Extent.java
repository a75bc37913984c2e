package dev.sluice.domain.control;

import org.jspecify.annotations.Nullable;

/**
 * How much a change alters.
 *
 * @param targets that it changes
 * @param matched targets that its selector matches, at least {@code targets}
 * @param largestBatch targets of its largest batch
 * @param trafficShare 0 to 1; null where it is not known
 */
public record Extent(
    int targets, int matched, int batches, int largestBatch, @Nullable Double trafficShare) {
  public Extent {
    if (targets < 0 || matched < targets || largestBatch > targets) {
      throw new IllegalArgumentException(
          "of %d matched targets %d can't be changed, %d at a time"
              .formatted(matched, targets, largestBatch));
    }
  }

  /** Share of the matched targets that it changes, 0 to 1. */
  public double share() {
    return matched == 0 ? 0 : (double) targets / matched;
  }

  /** Share of its targets that are changed at a time, 0 to 1. */
  public double atOnce() {
    return targets == 0 ? 0 : (double) largestBatch / targets;
  }
}
