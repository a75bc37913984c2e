package dev.sluice.cli.demo;

import dev.sluice.proto.v1.Outcome;
import java.util.List;

/**
 * One change of the demo and how it should end.
 *
 * @param story what is wrong with the version, or that nothing is
 * @param service the service released
 * @param version the version released
 * @param outcome how the change should end
 * @param evidence metrics of which one should have failed it; empty when none should
 */
record DemoChange(
    String story, String service, String version, Outcome outcome, List<String> evidence) {
  static final String TYPE = "fleet-release";

  /** Bad changes must be caught in this batch or an earlier one. */
  static final int CAUGHT_BY_BATCH = 2;

  static final List<DemoChange> ALL =
      List.of(
          good("a good release", "checkout", "v2"),
          bad("three times slower", "payment", "v2-slow", "latency_p95"),
          bad("one request in seven fails", "inventory", "v2-failing", "error_rate"),
          bad(
              "healthy to its health check, but silent",
              "catalog",
              "v2-silent",
              "error_rate",
              "latency_p95"),
          bad("leaks memory", "ledger", "v2-leaking", "memory"));

  DemoChange {
    evidence = List.copyOf(evidence);
  }

  private static DemoChange good(String story, String service, String version) {
    return new DemoChange(story, service, version, Outcome.COMPLETED, List.of());
  }

  private static DemoChange bad(String story, String service, String version, String... evidence) {
    return new DemoChange(story, service, version, Outcome.ROLLED_BACK, List.of(evidence));
  }
}
