package dev.sluice.activities.inspection;

import dev.sluice.activities.metrics.MetricSource;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;

/** The metric sources that this process can read, by name. Does not change. */
public final class MetricSourceCatalog {
  private final SortedMap<String, MetricSource> byName = new TreeMap<>();

  /**
   * @throws IllegalArgumentException when two have the same name
   */
  public MetricSourceCatalog(Collection<? extends MetricSource> sources) {
    for (MetricSource source : sources) {
      if (byName.putIfAbsent(source.name(), source) != null) {
        throw new IllegalArgumentException(
            "two metric sources are named \"" + source.name() + "\"; rename one");
      }
    }
  }

  /**
   * @throws ProblemException for the author, when there is none of that name
   */
  public MetricSource named(String name) {
    MetricSource source = byName.get(name);
    if (source == null) {
      throw new ProblemException(
          new Problem.ForAuthor(
              "UNKNOWN_METRIC_SOURCE",
              "there is no metric source \"%s\"; there are: %s"
                  .formatted(
                      name, byName.isEmpty() ? "none" : String.join(", ", byName.keySet()))));
    }
    return source;
  }
}
