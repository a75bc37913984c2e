package dev.sluice.activities.metrics;

import dev.sluice.inspection.series.TargetSeries;
import java.time.Duration;
import java.util.List;

/** Where inspections read their samples. Implementations are thread-safe and block. */
public interface MetricSource {
  /** Name in change types: {@code fleet}, {@code prometheus}. */
  String name();

  /** Time between two samples. */
  Duration interval();

  /**
   * Reads one metric on many targets.
   *
   * @return one series for each target, in the order asked; a target without samples has an empty
   *     one. A metric that is a histogram has its buckets instead of samples
   * @throws dev.sluice.domain.problem.ProblemException when the source can't be read (passing) or
   *     the query is wrong (author)
   */
  List<TargetSeries> read(MetricQuery query);
}
