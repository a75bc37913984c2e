package dev.sluice.inspection.recorded;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The samples of one metric on one target, one for each interval; NaN where there is none. Where
 * the source counted them, the number of requests behind each sample too.
 */
public final class RecordedTarget {
  private final String name;
  private final double[] before;
  private final double[] after;
  private final double @Nullable [] requestsBefore;
  private final double @Nullable [] requestsAfter;

  /**
   * A target whose requests nobody counted.
   *
   * @param name the target's name
   * @param before samples before the change, the newest last
   * @param after samples since the change, the oldest first
   */
  public RecordedTarget(String name, double[] before, double[] after) {
    this.name = name;
    this.before = before.clone();
    this.after = after.clone();
    requestsBefore = null;
    requestsAfter = null;
  }

  /**
   * A target whose requests were counted.
   *
   * @param requestsBefore numbers of requests, 0 or above and as many as there are samples; NaN
   *     where there is no sample
   * @param requestsAfter the same since the change
   */
  public RecordedTarget(
      String name,
      double[] before,
      double[] after,
      double[] requestsBefore,
      double[] requestsAfter) {
    if (requestsBefore.length != before.length || requestsAfter.length != after.length) {
      throw new IllegalArgumentException(
          "requests must be as many as samples: %d for %d before, %d for %d after"
              .formatted(requestsBefore.length, before.length, requestsAfter.length, after.length));
    }
    this.name = name;
    this.before = before.clone();
    this.after = after.clone();
    this.requestsBefore = requestsBefore.clone();
    this.requestsAfter = requestsAfter.clone();
  }

  public String name() {
    return name;
  }

  /** Samples before the change, the newest last. */
  public double[] before() {
    return before.clone();
  }

  /** Samples since the change, the oldest first. */
  public double[] after() {
    return after.clone();
  }

  /** Whether the number of requests behind each sample is known. */
  public boolean isCounted() {
    return requestsBefore != null;
  }

  /**
   * Requests behind the samples before the change: 1 where nobody counted, NaN without a sample.
   */
  public double[] requestsBefore() {
    return requestsBefore == null ? one(before) : requestsBefore.clone();
  }

  /** Requests behind the samples since the change: 1 where nobody counted, NaN without a sample. */
  public double[] requestsAfter() {
    return requestsAfter == null ? one(after) : requestsAfter.clone();
  }

  private static double[] one(double[] samples) {
    return Arrays.stream(samples).map(sample -> Double.isNaN(sample) ? Double.NaN : 1).toArray();
  }
}
