package dev.sluice.inspection.stream;

import dev.sluice.domain.inspection.MetricSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What one bake compares.
 *
 * @param metrics what is measured
 * @param treatment names of the changed targets
 * @param control names of unchanged targets; empty where there is none
 * @param before how long before the change is looked at
 * @param changeStart when the first changed target began to change: samples before are "before"
 * @param changeEnd when the last of them ran the new state: samples from then on are "since"
 * @param maximum how long the bake may last
 * @param interval time between two samples, above 0
 */
public record BakePlan(
    List<MetricSpec> metrics,
    List<String> treatment,
    List<String> control,
    Duration before,
    Instant changeStart,
    Instant changeEnd,
    Duration maximum,
    Duration interval) {
  /** The intervals nearest to the change are kept, at most so many on each side. */
  static final int MOST = 20_000;

  public BakePlan {
    metrics = List.copyOf(metrics);
    treatment = List.copyOf(treatment);
    control = List.copyOf(control);
    if (!interval.isPositive()) {
      throw new IllegalArgumentException("interval must be above 0: " + interval);
    }
    if (changeEnd.isBefore(changeStart)) {
      throw new IllegalArgumentException(
          "changeEnd must not be before changeStart: %s, %s".formatted(changeEnd, changeStart));
    }
  }

  /** Intervals before the change. */
  int past() {
    return intervals(before);
  }

  /** Intervals the bake will see at most. */
  public int planned() {
    return Math.max(1, intervals(maximum));
  }

  private int intervals(Duration length) {
    return Math.clamp(length.dividedBy(interval), 0, MOST);
  }

  /** Where the first interval of the past begins. */
  public Instant pastStart() {
    return changeStart.minus(interval.multipliedBy(past()));
  }

  /** Where an interval since the change begins. */
  Instant start(int taken) {
    return changeEnd.plus(interval.multipliedBy(taken));
  }
}
