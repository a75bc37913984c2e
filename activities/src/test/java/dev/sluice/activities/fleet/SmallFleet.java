package dev.sluice.activities.fleet;

import dev.sluice.activities.fleet.deploy.InstanceState;
import dev.sluice.activities.fleet.spec.FleetLimits;
import dev.sluice.activities.fleet.spec.FleetSpec;
import dev.sluice.activities.fleet.spec.LoadSpec;
import dev.sluice.activities.fleet.spec.ServiceSpec;
import dev.sluice.activities.fleet.spec.VersionSpec;
import dev.sluice.domain.subdomain.TargetOrder;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Four services of two instances; the good versions never fail, so that every failure tells. */
final class SmallFleet {
  private SmallFleet() {}

  static FleetSpec spec(double requestsPerSecond) {
    FleetLimits limits = FleetLimits.DEFAULT;
    return new FleetSpec(
        List.of("a", "b"),
        1,
        "storefront",
        List.of(
            service("storefront", required("checkout"), new ServiceSpec.Call("catalog", false)),
            service("checkout", required("ledger")),
            service("ledger"),
            service("catalog")),
        new LoadSpec(requestsPerSecond, 200, Duration.ZERO),
        new FleetLimits(
            limits.callTimeout(),
            limits.drainTimeout(),
            Duration.ofMillis(50),
            limits.healthTimeout(),
            Duration.ofMillis(250),
            limits.history(),
            limits.retainedBytesPerInstance()));
  }

  /** An order as a workflow would give it; the key is unique to change and target. */
  static TargetOrder order(String change, InstanceState instance, String version, long fence) {
    return new TargetOrder(
        change,
        instance.name(),
        FleetSubDomain.RELEASE,
        Map.of("service", instance.service(), "version", version),
        change + "/1/1/" + instance.name(),
        fence);
  }

  private static ServiceSpec service(String name, ServiceSpec.Call... calls) {
    ServiceSpec like = FleetSpec.DEFAULT.service(name).orElseThrow();
    List<VersionSpec> versions = like.versions().stream().map(SmallFleet::withoutErrors).toList();
    return new ServiceSpec(name, List.of(calls), like.version(), versions);
  }

  private static VersionSpec withoutErrors(VersionSpec version) {
    return version.errorRate() > 0.01
        ? version
        : new VersionSpec(
            version.name(),
            version.latency(),
            0,
            version.leakedBytesPerRequest(),
            version.baseMemoryBytes(),
            version.silent());
  }

  private static ServiceSpec.Call required(String service) {
    return new ServiceSpec.Call(service, true);
  }
}
