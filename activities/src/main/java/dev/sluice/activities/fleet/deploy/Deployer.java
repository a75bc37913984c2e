package dev.sluice.activities.fleet.deploy;

import dev.sluice.activities.fleet.instance.InstanceProcess;
import dev.sluice.activities.fleet.pool.HealthProbe;
import dev.sluice.activities.fleet.pool.Pool;
import dev.sluice.activities.fleet.pool.Slot;
import dev.sluice.activities.fleet.spec.FleetLimits;
import dev.sluice.activities.fleet.spec.VersionSpec;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.Direction;
import dev.sluice.domain.subdomain.Effect;
import dev.sluice.domain.subdomain.OrderBook;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

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
    return inTurn(
        slot,
        order.change(),
        order.turnWithin(),
        history ->
            switch (order.action()) {
              case DEPLOY -> deploy(slot, history, order);
              case REVERT -> revert(slot, history, order);
            });
  }

  /**
   * Remembers what an instance runs, for a change that may touch it.
   *
   * @param turnWithin how long to wait until no other order is at work on the instance
   * @return the version that the change would bring back
   */
  public String snapshot(String change, String instance, Duration turnWithin)
      throws InterruptedException {
    Slot slot = slot(instance);
    return inTurn(
        slot,
        change,
        turnWithin,
        history -> {
          history.write(history.book().remembered(change, slot.standing().version()));
          return history.book().touch(change).orElseThrow().before();
        });
  }

  private <T> T inTurn(Slot slot, String change, Duration within, Work<T> work)
      throws InterruptedException {
    SlotHistory history = history(slot);
    if (!history.takeTurn(change, within)) {
      throw new ProblemException(
          new Problem.Passing(
              "INSTANCE_BUSY",
              "Change %s is at work on %s; try again when it is done"
                  .formatted(history.changing(), slot.name())));
    }
    try {
      return work.with(history);
    } finally {
      history.endTurn();
    }
  }

  @FunctionalInterface
  private interface Work<T> {
    T with(SlotHistory history) throws InterruptedException;
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
        history.book().changedBy(),
        history.changing(),
        history.replacements());
  }

  public Journal journal() {
    return journal;
  }

  private Effect deploy(Slot slot, SlotHistory history, DeployOrder order)
      throws InterruptedException {
    VersionSpec version = versions.get(slot.service(), order.version());
    return switch (history.book().step(order.inBook(), Direction.APPLY)) {
      case NOTHING -> Effect.ALREADY_THERE;
      case BEGIN, GO_ON -> bring(slot, history, order, version);
    };
  }

  private Effect revert(Slot slot, SlotHistory history, DeployOrder order)
      throws InterruptedException {
    OrderBook book = history.book();
    return switch (book.step(order.inBook(), Direction.REVERT)) {
      case NOTHING -> {
        history.write(book.leftAlone(order.inBook(), slot.standing().version()));
        yield Effect.ALREADY_THERE;
      }
      case BEGIN, GO_ON -> {
        String before = book.touch(order.change()).orElseThrow().before();
        yield bring(slot, history, order, versions.get(slot.service(), before));
      }
    };
  }

  private Effect bring(Slot slot, SlotHistory history, DeployOrder order, VersionSpec version)
      throws InterruptedException {
    Slot.Standing standing = slot.standing();
    history.write(
        history.book().ordered(order.inBook(), order.action().direction(), standing.version()));
    boolean there = standing.version().equals(version.name()) && standing.healthy();
    if (!there) {
      replace(slot, history, order, version);
    }
    history.write(history.book().done(order.change()));
    return there ? Effect.ALREADY_THERE : Effect.APPLIED;
  }

  private void replace(Slot slot, SlotHistory history, DeployOrder order, VersionSpec version)
      throws InterruptedException {
    String from = slot.standing().version();
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
            from,
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
