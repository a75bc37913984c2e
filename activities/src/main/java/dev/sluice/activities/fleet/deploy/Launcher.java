package dev.sluice.activities.fleet.deploy;

import dev.sluice.activities.fleet.instance.Downstream;
import dev.sluice.activities.fleet.instance.InstanceIdentity;
import dev.sluice.activities.fleet.instance.InstanceProcess;
import dev.sluice.activities.fleet.pool.Slot;
import dev.sluice.activities.fleet.spec.FleetLimits;
import dev.sluice.activities.fleet.spec.FleetSpec;
import dev.sluice.activities.fleet.spec.VersionSpec;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Starts processes for slots. */
public final class Launcher {
  private final FleetSpec spec;
  private final Downstream downstream;
  private final InstantSource clock;
  private final long seed;
  private final AtomicLong started = new AtomicLong();

  public Launcher(FleetSpec spec, Downstream downstream, InstantSource clock, long seed) {
    this.spec = spec;
    this.downstream = downstream;
    this.clock = clock;
    this.seed = seed;
  }

  /** Starts a process for a slot; it belongs to the caller. */
  public InstanceProcess launch(Slot slot, VersionSpec version, FleetLimits limits) {
    return InstanceProcess.start(
        new InstanceIdentity(slot.service(), slot.name(), slot.zone(), version.name()),
        version,
        spec.service(slot.service()).orElseThrow().calls(),
        downstream,
        limits,
        clock,
        new SplittableRandom(seed + started.incrementAndGet()).nextLong());
  }
}
