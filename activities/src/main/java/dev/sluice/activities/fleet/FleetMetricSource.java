package dev.sluice.activities.fleet;

import dev.sluice.activities.fleet.control.ControlClient;
import dev.sluice.activities.fleet.series.SeriesKind;
import dev.sluice.activities.metrics.MetricQuery;
import dev.sluice.activities.metrics.MetricSource;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.inspection.series.TargetSeries;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a fleet measured about its instances, read over its API. */
public final class FleetMetricSource implements MetricSource {
  private static final int INSTANCES_PER_CALL = 10;

  private final ControlClient fleet;
  private final Duration interval;

  /**
   * Uses the client; closing it is up to the caller.
   *
   * @param interval time between two scrapes of the fleet
   */
  public FleetMetricSource(ControlClient fleet, Duration interval) {
    this.fleet = fleet;
    this.interval = interval;
  }

  @Override
  public String name() {
    return FleetSubDomain.NAME;
  }

  @Override
  public Duration interval() {
    return interval;
  }

  @Override
  public List<TargetSeries> read(MetricQuery query) {
    if (query.metric().histogram()) {
      throw new ProblemException(
          new Problem.ForAuthor(
              "NO_HISTOGRAMS",
              "the fleet gives no histograms: set histogram of metric %s to false"
                  .formatted(query.metric().name())));
    }
    SeriesKind kind = SeriesKind.of(query.metric().query());
    List<TargetSeries> found = new ArrayList<>(query.targets().size());
    for (int i = 0; i < query.targets().size(); i += INSTANCES_PER_CALL) {
      int end = Math.min(i + INSTANCES_PER_CALL, query.targets().size());
      found.addAll(fleet.series(kind, query.targets().subList(i, end), query.from(), query.to()));
    }
    return found;
  }
}
