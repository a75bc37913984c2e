package dev.sluice.activities.fleet;

import dev.sluice.activities.fleet.control.ControlServer;
import dev.sluice.activities.fleet.control.FleetParts;
import dev.sluice.activities.fleet.deploy.Deployer;
import dev.sluice.activities.fleet.deploy.Launcher;
import dev.sluice.activities.fleet.deploy.Versions;
import dev.sluice.activities.fleet.load.LoadCount;
import dev.sluice.activities.fleet.load.LoadGenerator;
import dev.sluice.activities.fleet.pool.HealthProbe;
import dev.sluice.activities.fleet.pool.HealthWatch;
import dev.sluice.activities.fleet.pool.Pool;
import dev.sluice.activities.fleet.pool.Router;
import dev.sluice.activities.fleet.pool.Slot;
import dev.sluice.activities.fleet.series.History;
import dev.sluice.activities.fleet.series.Scraper;
import dev.sluice.activities.fleet.spec.FleetLimits;
import dev.sluice.activities.fleet.spec.FleetSpec;
import dev.sluice.activities.fleet.spec.ServiceSpec;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A fleet of real HTTP services in this JVM, under load, measured, and open to changes over its
 * API. Nothing about it is made up: what is measured happened.
 */
public final class Fleet implements AutoCloseable {
  private final FleetSpec spec;
  private final InstantSource clock;
  private final Pool pool;
  private final Versions versions;
  private final HealthProbe probe = new HealthProbe();
  private final Router router;
  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private final LoadGenerator load;
  private final ControlServer control;

  private Fleet(FleetSpec spec, int controlPort, InstantSource clock, long seed)
      throws InterruptedException {
    this.spec = spec;
    this.clock = clock;
    pool = new Pool(spec);
    versions = new Versions(spec);
    router = new Router(pool, spec.limits().callTimeout());
    try {
      var launcher = new Launcher(spec, router, clock, seed);
      startInstances(launcher);
      var random = new SplittableRandom(seed);
      load = keep(LoadGenerator.start(spec.load(), spec.entry(), router, random));
      History history = startToMeasure();
      var deployer = new Deployer(pool, versions, launcher, probe, spec.limits(), clock);
      var parts = new FleetParts(spec, pool, versions, deployer, history, load::count);
      control = keep(ControlServer.start(parts, controlPort));
    } catch (RuntimeException | InterruptedException e) {
      close();
      throw e;
    }
  }

  /**
   * Starts a fleet and waits until every instance is healthy.
   *
   * @param controlPort where its API listens on loopback, 0 for any free port
   * @param clock of the samples and the journal
   * @param seed of latencies, errors and arrivals
   */
  public static Fleet start(FleetSpec spec, int controlPort, InstantSource clock, long seed)
      throws InterruptedException {
    return new Fleet(spec, controlPort, clock, seed);
  }

  /** Where the API listens: {@code http://127.0.0.1:port}. */
  public URI controlUri() {
    return control.uri();
  }

  /** Time between two samples of an instance. */
  public Duration scrapeInterval() {
    return spec.scrapeInterval();
  }

  public LoadCount load() {
    return load.count();
  }

  /** Stops the API, the load and every instance. */
  @Override
  public void close() {
    while (!running.isEmpty()) {
      AutoCloseable part = running.pop();
      try {
        part.close();
      } catch (Exception e) {
        // The other parts are to be closed as well; none of ours throws here.
        System.getLogger(Fleet.class.getName())
            .log(System.Logger.Level.WARNING, "A part of the fleet did not close", e);
      }
    }
  }

  private void startInstances(Launcher launcher) throws InterruptedException {
    FleetLimits limits = spec.limits();
    for (Slot slot : pool.all()) {
      ServiceSpec service = spec.service(slot.service()).orElseThrow();
      slot.put(launcher.launch(slot, service.firstVersion(), limits));
      running.push(slot::stop);
    }
    Duration atMost = limits.startup().plus(limits.healthTimeout());
    for (Slot slot : pool.all()) {
      Optional<URI> address = slot.address();
      if (address.isEmpty() || !probe.awaitHealthy(address.get(), atMost)) {
        throw new IllegalStateException(
            slot.name() + " was not healthy within " + atMost + "; give it more time to start");
      }
      slot.open();
    }
    keep(HealthWatch.start(pool, probe));
  }

  private History startToMeasure() {
    var history = new History(spec.limits().keptScrapes());
    keep(
        Scraper.start(
            pool.all().stream().map(Slot::name).toList(),
            instance -> pool.slot(instance).flatMap(Slot::address),
            spec.scrapeInterval(),
            clock,
            history));
    return history;
  }

  private <T extends AutoCloseable> T keep(T part) {
    running.push(part);
    return part;
  }
}
