package dev.sluice.activities.inspection;

import dev.sluice.activities.metrics.MetricQuery;
import dev.sluice.activities.metrics.MetricSource;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.inspection.series.TargetSeries;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A metric source that has one sample of each target, keeps every query and meets problems. */
final class RecordingMetricSource implements MetricSource {
  private final Duration interval;
  private final List<MetricQuery> queries = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, Deque<Problem>> problems = new ConcurrentHashMap<>();
  private final Set<String> silent = ConcurrentHashMap.newKeySet();

  RecordingMetricSource(Duration interval) {
    this.interval = interval;
  }

  /** The next reads of a metric meet these, one each. */
  void meet(String metric, Problem... next) {
    problems.put(metric, new ArrayDeque<>(List.of(next)));
  }

  /** This target has no samples. */
  void silence(String target) {
    silent.add(target);
  }

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
    Deque<Problem> waiting = problems.get(query.metric().name());
    Problem problem = waiting == null ? null : waiting.poll();
    if (problem != null) {
      throw new ProblemException(problem);
    }
    return query.targets().stream()
        .map(target ->
            new TargetSeries(
                target,
                silent.contains(target)
                    ? List.of()
                    : List.of(new TargetSeries.Sample(query.to(), 1, 1))))
        .toList();
  }
}
