package dev.sluice.activities.fleet.deploy;

import dev.sluice.activities.fleet.instance.InstanceProcess;
import dev.sluice.activities.fleet.pool.HealthProbe;
import dev.sluice.activities.fleet.pool.Pool;
import dev.sluice.activities.fleet.pool.Slot;
import dev.sluice.activities.fleet.spec.FleetLimits;
import dev.sluice.activities.fleet.spec.VersionSpec;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.Effect;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Puts versions on instances, one order at a time for each instance, once for each key. */
public final class Deployer {
  private final Pool pool;
  private final Versions versions;
  private final Launcher launcher;
  private final HealthProbe probe;
  private final FleetLimits limits;
  private final InstantSource clock;
  private final Journal journal = new Journal();
  private final Map<String, SlotHistory> histories = new HashMap<>();

  public Deployer(
      Pool pool,
      Versions versions,
      Launcher launcher,
      HealthProbe probe,
      FleetLimits limits,
      InstantSource clock) {
    this.pool = pool;
    this.versions = versions;
    this.launcher = launcher;
    this.probe = probe;
    this.limits = limits;
    this.clock = clock;
    pool.all().forEach(slot -> histories.put(slot.name(), new SlotHistory()));
  }

  /**
   * Carries out an order and waits until the instance is healthy.
   *
   * @throws ProblemException when the order is wrong or stale, or the instance is busy or stays
   *     unhealthy
   */
  public Effect carryOut(DeployOrder order) throws InterruptedException {
    Slot slot = slot(order.instance());
    SlotHistory history = history(slot);
    history.see(order);
    if (!history.takeTurn(order.change(), order.turnWithin())) {
      throw new ProblemException(
          new Problem.Passing(
              "INSTANCE_BUSY",
              "Change %s is at work on %s; try again when it is done"
                  .formatted(history.changing(), slot.name())));
    }
    try {
      history.see(order); // A later attempt may have come while this one waited.
      if (history.isDone(order)) {
        return Effect.ALREADY_THERE;
      }
      return switch (order.action()) {
        case DEPLOY -> deploy(slot, history, order);
        case REVERT -> revert(slot, history, order);
      };
    } finally {
      history.endTurn();
    }
  }

  public InstanceState state(String instance) {
    return state(slot(instance));
  }

  public InstanceState state(Slot slot) {
    Slot.Standing standing = slot.standing();
    SlotHistory history = history(slot);
    URI address = standing.address();
    return new InstanceState(
        slot.name(),
        slot.service(),
        slot.zone(),
        standing.version(),
        standing.healthy(),
        !standing.open(),
        address == null ? "" : address.getAuthority(),
        history.changedBy(),
        history.changing(),
        history.replacements());
  }

  public Journal journal() {
    return journal;
  }

  private Effect deploy(Slot slot, SlotHistory history, DeployOrder order)
      throws InterruptedException {
    VersionSpec version = versions.get(slot.service(), order.version());
    Effect effect = bring(slot, history, order, version);
    history.finish(order);
    return effect;
  }

  private Effect revert(Slot slot, SlotHistory history, DeployOrder order)
      throws InterruptedException {
    Optional<String> before = history.versionBefore(order.change());
    if (before.isEmpty()) {
      return Effect.ALREADY_THERE;
    }
    if (!history.changedBy().equals(order.change())) {
      throw new ProblemException(
          new Problem.ForOperator(
              "CHANGED_SINCE",
              "Change %s touched %s after %s did; revert that one first"
                  .formatted(history.changedBy(), slot.name(), order.change())));
    }
    Effect effect = bring(slot, history, order, versions.get(slot.service(), before.get()));
    if (effect == Effect.APPLIED) {
      history.finish(order);
    }
    history.untouch(order.change());
    return effect;
  }

  private Effect bring(Slot slot, SlotHistory history, DeployOrder order, VersionSpec version)
      throws InterruptedException {
    Slot.Standing standing = slot.standing();
    if (standing.version().equals(version.name()) && standing.healthy()) {
      return Effect.ALREADY_THERE;
    }
    history.touch(order.change(), standing.version());
    boolean drained = drain(slot);
    slot.stop();
    InstanceProcess next = launch(slot, version);
    slot.put(next);
    history.countReplacement();
    journal.add(
        new Journal.Entry(
            clock.instant(),
            slot.name(),
            order.action(),
            order.change(),
            order.key(),
            order.fence(),
            standing.version(),
            version.name(),
            drained));
    if (!probe.awaitHealthy(next.uri(), limits.healthTimeout())) {
      throw new ProblemException(
          new Problem.ForOperator(
              "STAYS_UNHEALTHY",
              "%s runs %s but was not healthy within %s; look at it, or revert it"
                  .formatted(slot.name(), version.name(), limits.healthTimeout())));
    }
    slot.open();
    return Effect.APPLIED;
  }

  private boolean drain(Slot slot) throws InterruptedException {
    try {
      return slot.drain(limits.drainTimeout());
    } catch (InterruptedException e) {
      slot.open(); // Nothing was replaced yet, so the old process goes on.
      throw e;
    }
  }

  private InstanceProcess launch(Slot slot, VersionSpec version) {
    try {
      return launcher.launch(slot, version, limits);
    } catch (UncheckedIOException e) {
      String message = "%s could not be started, try again".formatted(slot.name());
      throw new ProblemException(new Problem.Passing("START_FAILED", message), e);
    }
  }

  private Slot slot(String instance) {
    return pool.slot(instance)
        .orElseThrow(() ->
            new ProblemException(
                new Problem.ForAuthor(
                    "UNKNOWN_INSTANCE",
                    "The fleet has no instance %s; list the instances for their names"
                        .formatted(instance))));
  }

  private SlotHistory history(Slot slot) {
    SlotHistory history = histories.get(slot.name());
    if (history == null) {
      throw new IllegalArgumentException("Not a slot of this fleet: " + slot.name());
    }
    return history;
  }
}
