package dev.sluice.activities.inspection;

import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.inspection.series.Comparison;
import java.util.ArrayList;
import java.util.List;

/**
 * What one look at the metrics brought.
 *
 * @param comparisons one for each metric, without series where it could not be read
 * @param unreadable the metrics that could not be read now, and why
 */
record Readings(List<Comparison> comparisons, List<Unreadable> unreadable) {
  Readings {
    comparisons = List.copyOf(comparisons);
    unreadable = List.copyOf(unreadable);
  }

  /** The answer about one metric. */
  sealed interface Reading {}

  record Measured(Comparison comparison) implements Reading {}

  record Unreadable(MetricSpec metric, String why) implements Reading {
    String words() {
      return "%s can't be read: %s".formatted(metric.name(), why);
    }
  }

  static Readings of(List<Reading> readings) {
    List<Comparison> comparisons = new ArrayList<>();
    List<Unreadable> unreadable = new ArrayList<>();
    for (Reading reading : readings) {
      switch (reading) {
        case Measured(Comparison comparison) -> comparisons.add(comparison);
        case Unreadable missing -> {
          comparisons.add(new Comparison(missing.metric(), List.of(), List.of()));
          unreadable.add(missing);
        }
      }
    }
    return new Readings(comparisons, unreadable);
  }

  /** Whether a metric is missing without which nothing may pass. */
  boolean lacksDeciding() {
    return unreadable.stream()
        .anyMatch(missing -> missing.metric().role() == MetricSpec.Role.DECIDING);
  }

  /** Whether a metric could not be read now. */
  boolean lacks(int metric) {
    return unreadable.stream()
        .anyMatch(missing -> missing.metric().equals(comparisons.get(metric).metric()));
  }

  boolean lacksAll() {
    return unreadable.size() == comparisons.size();
  }
}
