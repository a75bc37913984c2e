package dev.sluice.benchmarks;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;

/** All that was measured, found by benchmark and parameters. */
final class Results {
  private final List<RunResult> results;

  Results(Collection<RunResult> results) {
    this.results = List.copyOf(results);
  }

  /**
   * Empty where this was not measured.
   *
   * @param benchmark class and method, {@code Class.method}
   * @param parameters those that matter, by name
   */
  Optional<Measurement> find(String benchmark, Map<String, String> parameters) {
    return results.stream()
        .filter(result -> fits(result.getParams(), benchmark, parameters))
        .findFirst()
        .map(Measurement::of);
  }

  private static boolean fits(
      BenchmarkParams measured, String benchmark, Map<String, String> parameters) {
    return measured.getBenchmark().endsWith("." + benchmark)
        && parameters.entrySet().stream()
            .allMatch(
                parameter -> parameter.getValue().equals(measured.getParam(parameter.getKey())));
  }
}
