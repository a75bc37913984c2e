package dev.sluice.activities.inspection;

import dev.sluice.activities.metrics.MetricQuery;
import dev.sluice.activities.metrics.MetricSource;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.inspection.series.HistogramSeries;
import dev.sluice.inspection.series.TargetSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/** A metric source of steady targets, which keeps every query and meets problems and harm. */
final class RecordingMetricSource implements MetricSource {
  private final Duration interval;
  private final List<MetricQuery> queries = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, Deque<Problem>> problems = new ConcurrentHashMap<>();
  private final Map<String, Instant> silent = new ConcurrentHashMap<>();
  private final Map<String, Harm> harmed = new ConcurrentHashMap<>();

  private final Map<String, Instant> rebuilt = new ConcurrentHashMap<>();
  private int requests = 1;
  private volatile boolean broken;

  RecordingMetricSource(Duration interval) {
    this.interval = interval;
  }

  /** The next reads of a metric meet these, one each. */
  void meet(String metric, Problem... next) {
    problems.put(metric, new ArrayDeque<>(List.of(next)));
  }

  /** All reads break from now on, in a way that no source foresees. */
  void breakReads() {
    broken = true;
  }

  /** This target has no samples from then on. */
  void silence(String target, Instant since) {
    silent.put(target, since);
  }

  /** All that is measured on this target is so many times as large from then on. */
  void harm(String target, Instant since, double times) {
    harmed.put(target, new Harm(since, times));
  }

  /** All values are shares of so many requests an interval from now on, 0 unless they fail. */
  void answerAll(int requests) {
    this.requests = requests;
  }

  /** So many of the requests of each interval fail on this target from then on. */
  void fail(String target, Instant since, int failed) {
    harmed.put(target, new Harm(since, failed));
  }

  /**
   * From then on this target's process is another one, whose bucket ends at 0.2 s, not at 0.1 s.
   */
  void countByOtherBuckets(String target, Instant since) {
    rebuilt.put(target, since);
  }

  private record Harm(Instant since, double times) {}

  List<MetricQuery> queries() {
    return List.copyOf(queries);
  }

  @Override
  public String name() {
    return "fleet";
  }

  @Override
  public Duration interval() {
    return interval;
  }

  @Override
  public List<TargetSeries> read(MetricQuery query) {
    queries.add(query);
    if (broken) {
      throw new IllegalStateException("a read broke");
    }
    Deque<Problem> waiting = problems.get(query.metric().name());
    Problem problem = waiting == null ? null : waiting.poll();
    if (problem != null) {
      throw new ProblemException(problem);
    }
    if (query.metric().histogram()) {
      return query.targets().stream()
          .map(target -> new TargetSeries(target, List.of(), buckets(target, query)))
          .toList();
    }
    return query.targets().stream()
        .map(target -> new TargetSeries(target, samples(target, query.from(), query.to())))
        .toList();
  }

  /** Of each 20 requests between two readings one is slower than 0.1 s, or as many as fail. */
  private HistogramSeries buckets(String target, MetricQuery query) {
    List<Instant> times = new ArrayList<>();
    List<double[]> counts = new ArrayList<>();
    Harm harm = harmed.getOrDefault(target, new Harm(Instant.MAX, 1));
    long step = interval.toMillis();
    long first = Math.ceilDiv(query.from().toEpochMilli(), step) * step;
    long since =
        harm.since().equals(Instant.MAX) ? Long.MAX_VALUE : harm.since().toEpochMilli() / step;
    for (long at = first; at <= query.to().toEpochMilli(); at += step) {
      long readings = at / step;
      double slow = readings + (harm.times() - 1) * Math.max(0, readings - since);
      times.add(Instant.ofEpochMilli(at));
      double fast = 20.0 * readings - slow;
      boolean isOld = times.getLast().isBefore(rebuilt.getOrDefault(target, Instant.MAX));
      counts.add(
          new double[] {isOld ? fast : Double.NaN, isOld ? Double.NaN : fast, 20.0 * readings});
    }
    return new HistogramSeries(
        new double[] {0.1, 0.2, Double.POSITIVE_INFINITY}, times, counts.toArray(double[][]::new));
  }

  private List<TargetSeries.Sample> samples(String target, Instant from, Instant to) {
    List<TargetSeries.Sample> samples = new ArrayList<>();
    long step = interval.toMillis();
    long first = Math.ceilDiv(from.toEpochMilli(), step) * step;
    for (long at = first; at <= to.toEpochMilli(); at += step) {
      Instant time = Instant.ofEpochMilli(at);
      if (silent.getOrDefault(target, Instant.MAX).isAfter(time)) {
        samples.add(new TargetSeries.Sample(time, value(target, time), requests));
      }
    }
    return samples;
  }

  /** Around one, the same at every look. */
  private double value(String target, Instant time) {
    double noise = new SplittableRandom(31L * target.hashCode() + time.toEpochMilli()).nextDouble();
    double times = harmAt(target, time);
    if (requests > 1) {
      return times / requests;
    }
    return (0.9 + 0.2 * noise) * times;
  }

  /** Without harm one time all that is measured, and no request that fails. */
  private double harmAt(String target, Instant time) {
    Harm harm = harmed.get(target);
    double none = requests > 1 ? 0 : 1;
    return harm == null || time.isBefore(harm.since()) ? none : harm.times();
  }
}
