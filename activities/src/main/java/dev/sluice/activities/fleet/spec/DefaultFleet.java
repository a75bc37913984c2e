package dev.sluice.activities.fleet.spec;

import java.time.Duration;
import java.util.List;

/**
 * A small shop: six services, four deep, with good and bad versions of each. Latencies are long
 * beside what a busy machine adds to them.
 */
final class DefaultFleet {
  private static final double NORMAL_ERRORS = 0.002;

  private DefaultFleet() {}

  static FleetSpec spec() {
    return new FleetSpec(
        List.of("a", "b", "c"),
        2,
        "storefront",
        List.of(
            service("storefront", 50, required("checkout"), optional("catalog")),
            service("checkout", 40, required("payment"), required("inventory")),
            service("payment", 30, required("ledger")),
            service("ledger", 15),
            service("inventory", 20),
            service("catalog", 20)),
        new LoadSpec(90, 400, Duration.ofSeconds(5)),
        FleetLimits.DEFAULT);
  }

  private static ServiceSpec service(String name, double medianMillis, ServiceSpec.Call... calls) {
    var latency = new LatencySpec(medianMillis, medianMillis * 1.8);
    return new ServiceSpec(
        name,
        List.of(calls),
        "v1",
        List.of(
            version("v1", latency, NORMAL_ERRORS, 0, false),
            version("v2", latency, NORMAL_ERRORS, 0, false),
            version("v2-slow", latency.times(3), NORMAL_ERRORS, 0, false),
            version("v2-failing", latency, 0.15, 0, false),
            version("v2-silent", latency, NORMAL_ERRORS, 0, true),
            version("v2-leaking", latency, NORMAL_ERRORS, 160 << 10, false)));
  }

  private static VersionSpec version(
      String name, LatencySpec latency, double errorRate, int leakedBytes, boolean silent) {
    return new VersionSpec(name, latency, errorRate, leakedBytes, 32L << 20, silent);
  }

  private static ServiceSpec.Call required(String service) {
    return new ServiceSpec.Call(service, true);
  }

  private static ServiceSpec.Call optional(String service) {
    return new ServiceSpec.Call(service, false);
  }
}
