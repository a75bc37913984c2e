package dev.sluice.activities.metrics.prometheus;

import dev.sluice.activities.metrics.MetricQuery;
import dev.sluice.activities.metrics.MetricSource;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.inspection.series.TargetSeries;
import dev.sluice.inspection.series.TargetSeries.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Metrics of a Prometheus server. {@code $targets} in a query stands for a regular expression of
 * the targets' names: {@code sum by (instance) (rate(errors_total{instance=~"$targets"}[1m]))}.
 */
public final class PrometheusMetricSource implements MetricSource, AutoCloseable {
  /** Most steps that Prometheus answers for one series. */
  private static final long MOST_POINTS = 11_000;

  private static final int MOST_TARGETS = 10_000;

  private final PrometheusConfig config;
  private final RangeRequests requests;

  public PrometheusMetricSource(PrometheusConfig config) {
    this.config = config;
    this.requests = new RangeRequests(config);
  }

  @Override
  public String name() {
    return "prometheus";
  }

  @Override
  public Duration interval() {
    return config.step();
  }

  @Override
  public List<TargetSeries> read(MetricQuery query) {
    check(query);
    Map<String, List<Sample>> found = new HashMap<>();
    // On a grid of steps, so that looking again gives the same samples.
    Instant from = onGrid(query.from());
    for (List<String> batch : TargetPattern.batches(query.targets())) {
      String text = TargetPattern.filled(query.metric().query(), batch);
      RangeAnswer answer = requests.send(query.metric().name(), text, from, query.to());
      batch.forEach(target ->
          found.put(target, within(query, answer.series().getOrDefault(target, List.of()))));
    }
    return query.targets().stream()
        .map(target -> new TargetSeries(target, found.getOrDefault(target, List.of())))
        .toList();
  }

  @Override
  public void close() {
    requests.close();
  }

  private void check(MetricQuery query) {
    String metric = query.metric().name();
    if (!query.metric().query().contains(TargetPattern.PLACEHOLDER)) {
      throw author(
          "QUERY_WITHOUT_TARGETS",
          "the query of metric %s must contain %s, for example %s=~\"%s\""
              .formatted(
                  metric,
                  TargetPattern.PLACEHOLDER,
                  config.targetLabel(),
                  TargetPattern.PLACEHOLDER));
    }
    if (query.targets().size() > MOST_TARGETS) {
      throw author(
          "TOO_MANY_TARGETS",
          "metric %s is asked for %d targets, at most %d can be read at once: make batches smaller"
              .formatted(metric, query.targets().size(), MOST_TARGETS));
    }
    long points = Duration.between(query.from(), query.to()).dividedBy(config.step()) + 1;
    if (points > MOST_POINTS) {
      throw author(
          "TOO_MANY_POINTS",
          "metric %s needs %d points a series, Prometheus gives %d: raise prometheus.step or lower inspection.before"
              .formatted(metric, points, MOST_POINTS));
    }
  }

  private Instant onGrid(Instant time) {
    long step = config.step().toMillis();
    return Instant.ofEpochMilli(Math.floorDiv(time.toEpochMilli(), step) * step);
  }

  private static List<Sample> within(MetricQuery query, List<Sample> samples) {
    return samples.stream()
        .filter(
            sample -> !sample.time().isBefore(query.from()) && !sample.time().isAfter(query.to()))
        .toList();
  }

  private static ProblemException author(String code, String message) {
    return new ProblemException(new Problem.ForAuthor(code, message));
  }
}
