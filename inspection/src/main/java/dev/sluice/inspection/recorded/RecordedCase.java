package dev.sluice.inspection.recorded;

import java.time.Duration;
import java.util.List;

/**
 * One recorded change with what was measured around it.
 *
 * @param id unique among the cases judged together
 * @param interval time between two samples
 * @param before number of samples before the change, the same for all series
 * @param after number of samples since the change, the same for all series
 * @param planned number of samples since the change that there would have been at most, had nothing
 *     ended the bake earlier; at least {@code after}
 * @param metrics what was measured
 */
public record RecordedCase(
    String id,
    Duration interval,
    int before,
    int after,
    int planned,
    List<RecordedMetric> metrics) {
  public RecordedCase {
    metrics = List.copyOf(metrics);
    if (planned < after) {
      throw new IllegalArgumentException(
          "planned must be at least after: %d, %d".formatted(planned, after));
    }
  }

  /** A change that was recorded to the end. */
  public RecordedCase(
      String id, Duration interval, int before, int after, List<RecordedMetric> metrics) {
    this(id, interval, before, after, after, metrics);
  }
}
