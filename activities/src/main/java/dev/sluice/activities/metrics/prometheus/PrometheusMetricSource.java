package dev.sluice.activities.metrics.prometheus;

import dev.sluice.activities.metrics.MetricQuery;
import dev.sluice.activities.metrics.MetricSource;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.inspection.series.HistogramSeries;
import dev.sluice.inspection.series.TargetSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Metrics of a Prometheus server. {@code $targets} in a query stands for a regular expression of
 * the targets' names: {@code sum by (instance) (rate(errors_total{instance=~"$targets"}[1m]))}, and
 * for a histogram {@code sum by (instance, le) (duration_bucket{instance=~"$targets"})}.
 */
public final class PrometheusMetricSource implements MetricSource, AutoCloseable {
  /** Most steps that Prometheus answers for one series. */
  private static final long MOST_POINTS = 11_000;

  private static final int MOST_TARGETS = 10_000;
  private static final long MOST_SAMPLES = 500_000;
  private static final int USUAL_BUCKETS = 20;
  private static final Pattern OF_RATES = Pattern.compile("\\b(i?rate|increase|i?delta)\\s*\\(");

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
    Map<String, TargetSeries> found = new HashMap<>();
    // On a grid of steps, so that looking again gives the same samples.
    Instant from = onGrid(query.from());
    for (List<String> batch : TargetPattern.batches(query.targets(), mostTargets(query))) {
      String text = TargetPattern.filled(query.metric().query(), batch);
      found.putAll(requests.send(query.metric(), text, from, query.to()).series());
    }
    return query.targets().stream()
        .map(target ->
            within(query, found.getOrDefault(target, new TargetSeries(target, List.of()))))
        .toList();
  }

  /** So many that an answer stays well below what is read of one. */
  private int mostTargets(MetricQuery query) {
    int buckets = query.metric().histogram() ? USUAL_BUCKETS : 1;
    return Math.clamp(MOST_SAMPLES / (buckets * points(query)), 1, TargetPattern.MOST_TARGETS);
  }

  private long points(MetricQuery query) {
    return Math.max(0, Duration.between(query.from(), query.to()).dividedBy(config.step())) + 1;
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
    if (query.metric().histogram() && OF_RATES.matcher(query.metric().query()).find()) {
      throw author(
          "HISTOGRAM_OF_RATES",
          "the query of histogram %s must give the counters themselves, without rate or increase: sum by (%s, le) (..._bucket{%s=~\"%s\"})"
              .formatted(
                  metric, config.targetLabel(), config.targetLabel(), TargetPattern.PLACEHOLDER));
    }
    if (query.targets().size() > MOST_TARGETS) {
      throw author(
          "TOO_MANY_TARGETS",
          "metric %s is asked for %d targets, at most %d can be read at once: make batches smaller"
              .formatted(metric, query.targets().size(), MOST_TARGETS));
    }
    long points = points(query);
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

  private static TargetSeries within(MetricQuery query, TargetSeries series) {
    HistogramSeries histogram = series.histogram();
    return new TargetSeries(
        series.target(),
        series.samples().stream().filter(sample -> isWithin(query, sample.time())).toList(),
        histogram == null ? null : histogram.within(query.from(), query.to()));
  }

  private static boolean isWithin(MetricQuery query, Instant time) {
    return !time.isBefore(query.from()) && !time.isAfter(query.to());
  }

  private static ProblemException author(String code, String message) {
    return new ProblemException(new Problem.ForAuthor(code, message));
  }
}
