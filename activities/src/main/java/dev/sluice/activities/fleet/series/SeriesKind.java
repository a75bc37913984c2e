package dev.sluice.activities.fleet.series;

import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.inspection.series.TargetSeries.Sample;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What can be asked of a fleet's scrapes; queries use the names in lower case. */
public enum SeriesKind {
  LATENCY_MEAN,
  LATENCY_P50,
  LATENCY_P95,
  ERROR_RATE,
  REQUEST_RATE,
  MEMORY_BYTES;

  /** The kind that a metric's query names. */
  public static SeriesKind of(String query) {
    return Arrays.stream(values())
        .filter(kind -> kind.query().equals(query))
        .findFirst()
        .orElseThrow(() -> unknown(query));
  }

  public String query() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The sample that an interval gives; empty when nothing was measured in it. */
  Optional<Sample> sample(Interval interval) {
    int timed = interval.durations().total();
    return switch (this) {
      case LATENCY_MEAN -> sample(interval, interval.durationSeconds() / timed, timed);
      case LATENCY_P50 -> sample(interval, interval.durations().quantile(0.5), timed);
      case LATENCY_P95 -> sample(interval, interval.durations().quantile(0.95), timed);
      case ERROR_RATE ->
          sample(interval, interval.errors() / interval.requests(), interval.requests());
      case REQUEST_RATE -> sample(interval, interval.requests() / interval.seconds(), 1);
      case MEMORY_BYTES -> sample(interval, interval.memoryBytes(), 1);
    };
  }

  private static Optional<Sample> sample(Interval interval, double value, double weight) {
    return weight > 0 && Double.isFinite(value)
        ? Optional.of(new Sample(interval.end(), value, weight))
        : Optional.empty();
  }

  private static ProblemException unknown(String query) {
    List<String> known = Arrays.stream(values()).map(SeriesKind::query).toList();
    return new ProblemException(
        new Problem.ForAuthor(
            "UNKNOWN_QUERY",
            "The fleet has no series \"%s\"; use one of %s".formatted(query, known)));
  }
}
