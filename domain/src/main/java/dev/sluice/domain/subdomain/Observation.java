package dev.sluice.domain.subdomain;

import dev.sluice.domain.inspection.MetricSpec;
import java.util.List;

/**
 * How some targets can be watched.
 *
 * @param source name of the metric source that answers the queries; empty where there is none
 * @param metrics what is worth watching, with queries in which {@code $targets} stands for the
 *     targets' names
 * @param logQuery what finds their logs, in words of the system that keeps them; empty for none
 */
public record Observation(String source, List<MetricSpec> metrics, String logQuery) {
  public static final Observation NONE = new Observation("", List.of(), "");

  public Observation {
    metrics = List.copyOf(metrics);
  }
}
