package dev.sluice.activities.metrics;

import dev.sluice.domain.inspection.MetricSpec;
import java.time.Instant;
import java.util.List;

/**
 * Which samples are wanted.
 *
 * @param metric what to read, with the query in the source's language
 * @param targets names of the targets
 * @param from first instant
 * @param to last instant
 */
public record MetricQuery(MetricSpec metric, List<String> targets, Instant from, Instant to) {
  public MetricQuery {
    targets = List.copyOf(targets);
  }
}
