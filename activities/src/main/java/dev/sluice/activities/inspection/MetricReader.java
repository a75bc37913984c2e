package dev.sluice.activities.inspection;

import dev.sluice.activities.inspection.Readings.Measured;
import dev.sluice.activities.inspection.Readings.Reading;
import dev.sluice.activities.inspection.Readings.Unreadable;
import dev.sluice.activities.metrics.MetricQuery;
import dev.sluice.activities.metrics.MetricSource;
import dev.sluice.activities.problem.ProblemFailures;
import dev.sluice.activities.problem.Sentences;
import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.inspection.histogram.SlowShare;
import dev.sluice.inspection.series.Comparison;
import dev.sluice.inspection.series.TargetSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Reads the metrics of an inspection, a few at the same time.
 *
 * @param source where
 * @param metrics which
 * @param patience how long one look may take
 */
record MetricReader(MetricSource source, List<MetricSpec> metrics, Duration patience) {
  private static final int AT_THE_SAME_TIME = 8;

  MetricReader {
    metrics = List.copyOf(metrics);
  }

  /**
   * @throws ProblemException when someone must act before it can be read; what passes by itself is
   *     in the answer
   */
  Readings read(List<String> treatment, List<String> control, Instant from, Instant to)
      throws InterruptedException {
    List<Callable<Reading>> tasks = new ArrayList<>();
    for (MetricSpec metric : metrics) {
      tasks.add(() -> read(metric, treatment, control, from, to));
    }
    ExecutorService threads =
        Executors.newFixedThreadPool(
            AT_THE_SAME_TIME, Thread.ofVirtual().name("metric-", 1).factory());
    try {
      List<Future<Reading>> answers =
          threads.invokeAll(tasks, patience.toMillis(), TimeUnit.MILLISECONDS);
      List<Reading> readings = new ArrayList<>();
      for (int i = 0; i < answers.size(); i++) {
        readings.add(answer(metrics.get(i), answers.get(i)));
      }
      return Readings.of(readings);
    } finally {
      threads.shutdownNow();
    }
  }

  private Reading read(
      MetricSpec metric, List<String> treatment, List<String> control, Instant from, Instant to) {
    List<String> targets = Stream.concat(treatment.stream(), control.stream()).toList();
    try {
      // What a histogram counted since is told by the reading before.
      Instant first =
          metric.histogram() ? from.minus(SlowShare.longestGap(source.interval())) : from;
      List<TargetSeries> series = source.read(new MetricQuery(metric, targets, first, to));
      if (series.size() != targets.size()) {
        throw new ProblemException(
            new Problem.ForOperator(
                "BROKEN_METRIC_SOURCE",
                "metric source %s gave %d series of %s for %d targets; mend it before it is used"
                    .formatted(source.name(), series.size(), metric.name(), targets.size())));
      }
      if (metric.histogram() && series.stream().anyMatch(one -> !one.samples().isEmpty())) {
        throw new ProblemException(
            new Problem.ForAuthor(
                "NO_HISTOGRAMS",
                "metric source %s gives single values for histogram %s; set its histogram to false"
                    .formatted(source.name(), metric.name())));
      }
      return new Measured(
          new Comparison(
              metric,
              sampled(series.subList(0, treatment.size())),
              sampled(series.subList(treatment.size(), series.size()))));
    } catch (ProblemException e) {
      if (ProblemFailures.worthTryingAgain(e.problem())) {
        return new Unreadable(metric, Sentences.bounded(e.problem().message()));
      }
      throw e;
    }
  }

  /** Targets that vanished before they were measured say nothing. */
  private static List<TargetSeries> sampled(List<TargetSeries> series) {
    return series.stream().filter(one -> !one.isEmpty()).toList();
  }

  private Reading answer(MetricSpec metric, Future<Reading> future) throws InterruptedException {
    try {
      return future.get();
    } catch (CancellationException _) {
      return new Unreadable(
          metric, "%s gave no answer within %d s".formatted(source.name(), patience.toSeconds()));
    } catch (ExecutionException e) {
      throw switch (e.getCause()) {
        case RuntimeException unchecked -> unchecked;
        case null, default -> new IllegalStateException("reading " + metric.name() + " broke", e);
      };
    }
  }
}
