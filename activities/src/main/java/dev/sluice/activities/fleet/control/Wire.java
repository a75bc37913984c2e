package dev.sluice.activities.fleet.control;

import dev.sluice.activities.fleet.deploy.InstanceState;
import dev.sluice.activities.fleet.deploy.Journal;
import dev.sluice.activities.fleet.spec.ServiceSpec;
import dev.sluice.activities.fleet.spec.VersionSpec;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.subdomain.Effect;
import dev.sluice.inspection.series.TargetSeries;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What the API and its client send each other. */
final class Wire {
  static final int MAX_BODY_BYTES = 1 << 20;
  static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  private Wire() {}

  record Health(String status) {}

  record Services(List<Service> services) {}

  record Service(String name, List<ServiceSpec.Call> calls, List<String> versions) {}

  record VersionList(List<VersionSpec> versions) {}

  record InstancePage(List<InstanceState> instances) {}

  record JournalPage(List<Journal.Entry> entries) {}

  /** The body of a deploy; a revert leaves the version empty. */
  record Order(String change, String version, String key, long fence, long turnWithinMillis) {}

  record Done(Effect effect) {}

  record SnapshotOrder(String change, long turnWithinMillis) {}

  /** What an instance ran before a change. */
  record Before(String version) {}

  record SeriesRequest(String query, List<String> instances, Instant from, Instant to) {}

  record SeriesPage(List<Series> series) {}

  /** One instance's samples, each as {@code [milliseconds since 1970, value, weight]}. */
  record Series(String instance, List<List<Double>> samples) {
    static Series of(TargetSeries series) {
      return new Series(
          series.target(),
          series.samples().stream()
              .map(sample ->
                  List.of((double) sample.time().toEpochMilli(), sample.value(), sample.weight()))
              .toList());
    }

    TargetSeries toTargetSeries() {
      return new TargetSeries(
          instance,
          samples.stream()
              .map(sample ->
                  new TargetSeries.Sample(
                      Instant.ofEpochMilli(sample.get(0).longValue()),
                      sample.get(1),
                      sample.get(2)))
              .toList());
    }
  }

  /**
   * A group of addresses as Prometheus reads it by {@code http_sd_configs}. The instances give
   * themselves the same labels, so scrape them with {@code honor_labels: true}.
   */
  record ScrapeGroup(List<String> targets, Map<String, String> labels) {}

  /** A problem; {@code owner} is who must act: author, operator or nobody. */
  record Trouble(String code, String message, String owner) {
    static Trouble of(Problem problem) {
      return new Trouble(
          problem.code(),
          problem.message(),
          switch (problem) {
            case Problem.ForAuthor _ -> "author";
            case Problem.ForOperator _ -> "operator";
            case Problem.Passing _ -> "nobody";
          });
    }

    static int status(Problem problem) {
      return switch (problem) {
        case Problem.ForAuthor _ -> 400;
        case Problem.ForOperator _ -> 409;
        case Problem.Passing _ -> 503;
      };
    }

    Problem toProblem() {
      return switch (owner) {
        case "author" -> new Problem.ForAuthor(code, message);
        case "operator" -> new Problem.ForOperator(code, message);
        default -> new Problem.Passing(code, message);
      };
    }
  }
}
