package dev.sluice.worker.durability;

import dev.sluice.activities.fleet.Fleet;
import dev.sluice.activities.fleet.spec.FleetLimits;
import dev.sluice.activities.fleet.spec.FleetSpec;
import dev.sluice.activities.fleet.spec.LoadSpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A fleet in a process of its own, so that it outlives the workers that are killed. */
final class FleetMain {
  static final String SERVICE = "catalog";

  /** More than a stage keeps in its change's own history, when batches are of one. */
  static final int INSTANCES = 24;

  private static final long SEED = 7;

  private FleetMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    try (Fleet fleet =
        Fleet.start(spec(), Integer.parseInt(arguments[0]), InstantSource.system(), SEED)) {
      System.out.println("Fleet: " + fleet.controlUri());
      new CountDownLatch(1).await();
    }
  }

  /** One service, with replacements slow enough to be caught in the middle of a batch. */
  private static FleetSpec spec() {
    FleetLimits limits = FleetLimits.DEFAULT;
    return new FleetSpec(
        List.of("a", "b", "c"),
        INSTANCES / 3,
        SERVICE,
        List.of(FleetSpec.DEFAULT.service(SERVICE).orElseThrow()),
        new LoadSpec(150, 400, Duration.ofSeconds(2)),
        new FleetLimits(
            limits.callTimeout(),
            limits.drainTimeout(),
            Duration.ofMillis(700),
            limits.healthTimeout(),
            limits.scrapeInterval(),
            limits.history(),
            limits.retainedBytesPerInstance()));
  }
}
