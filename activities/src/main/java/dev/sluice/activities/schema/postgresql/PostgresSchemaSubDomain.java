package dev.sluice.activities.schema.postgresql;

import dev.sluice.activities.schema.postgresql.inventory.Database;
import dev.sluice.activities.schema.postgresql.inventory.Inventory;
import dev.sluice.activities.schema.postgresql.lint.Phase;
import dev.sluice.activities.schema.postgresql.migration.MigrationFolder;
import dev.sluice.activities.schema.postgresql.migration.MigrationSet;
import dev.sluice.activities.schema.postgresql.migration.Version;
import dev.sluice.activities.schema.postgresql.server.Backward;
import dev.sluice.activities.schema.postgresql.server.Forward;
import dev.sluice.activities.schema.postgresql.server.Look;
import dev.sluice.activities.schema.postgresql.server.Sessions;
import dev.sluice.activities.work.Crew;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.Arrival;
import dev.sluice.domain.subdomain.Description;
import dev.sluice.domain.subdomain.Direction;
import dev.sluice.domain.subdomain.Effect;
import dev.sluice.domain.subdomain.Observation;
import dev.sluice.domain.subdomain.Readiness;
import dev.sluice.domain.subdomain.Snapshot;
import dev.sluice.domain.subdomain.SubDomain;
import dev.sluice.domain.subdomain.Target;
import dev.sluice.domain.subdomain.TargetOrder;
import dev.sluice.domain.subdomain.TargetQuery;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The sub-domain whose targets are PostgreSQL databases, brought from version to version. */
public final class PostgresSchemaSubDomain implements SubDomain {
  public static final String NAME = "schema";

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
  private static final int LOOKS_AT_ONCE = 32;

  private final SchemaConfig config;
  private final Inventory inventory;
  private final MigrationFolder folder;
  private final Sessions sessions;

  /** Reaches no database until it is asked to. */
  public PostgresSchemaSubDomain(SchemaConfig config) {
    this.config = config;
    this.inventory = new Inventory(config.inventory());
    this.folder = new MigrationFolder(config.migrations());
    this.sessions = new Sessions(config.limits());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Description describe() {
    return Capabilities.description(config);
  }

  /** Asks every database of the page; one that does not answer is listed as unhealthy. */
  @Override
  public List<Target> list(TargetQuery query) {
    List<Database> page = inventory.list(query);
    Target[] targets = new Target[page.size()];
    AtomicInteger next = new AtomicInteger();
    try {
      Crew.work(
          Math.min(LOOKS_AT_ONCE, page.size()),
          () -> {
            for (int i = next.getAndIncrement(); i < targets.length; i = next.getAndIncrement()) {
              targets[i] = target(page.get(i));
            }
            return null;
          });
    } catch (InterruptedException e) {
      throw interrupted("listing databases", e);
    }
    return List.copyOf(Arrays.asList(targets));
  }

  private Target target(Database database) {
    Look.State state;
    try {
      state = sessions.with(database, "list", session -> new Look(session).state());
    } catch (ProblemException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      state = new Look.State("unknown", false, "");
    }
    return new Target(
        database.name(),
        database.zone(),
        state.version(),
        state.healthy(),
        database.labels(),
        state.changedBy());
  }

  @Override
  public Readiness precheck(TargetOrder order) {
    Phase phase = Capabilities.phase(order);
    Version wanted = Capabilities.version(order);
    MigrationSet set = folder.read(Capabilities.folder(order));
    Database database = database(order);
    String obstacle =
        sessions.with(
            database,
            order.change(),
            session -> new Look(session).obstacle(order, set, wanted, phase, config.quiet()));
    return new Readiness(order.target(), obstacle.isEmpty(), obstacle);
  }

  @Override
  public Snapshot snapshot(TargetOrder order) {
    Phase phase = Capabilities.phase(order);
    String version =
        sessions.with(
            database(order), order.change(), session -> new Look(session).remember(order.change()));
    return new Snapshot(
        order.target(),
        version,
        phase == Phase.CONTRACT
            ? "there is no way back to version %s: a contraction is irreversible".formatted(version)
            : "run the undo scripts down to version %s, as far as there are any"
                .formatted(version));
  }

  @Override
  public Effect apply(TargetOrder order) {
    Phase phase = Capabilities.phase(order);
    Version wanted = Capabilities.version(order);
    MigrationSet set = folder.read(Capabilities.folder(order));
    return sessions.with(
        database(order),
        order.change(),
        session -> new Forward(session, order, set, wanted, phase).carryOut());
  }

  @Override
  public Arrival await(TargetOrder order, Direction direction, Duration within) {
    Version wanted = Capabilities.version(order);
    Database database = database(order);
    long end = System.nanoTime() + within.toNanos();
    Arrival arrival = look(database, order, direction, wanted);
    while (!arrival.there() && System.nanoTime() < end) {
      pause(Math.min(BETWEEN_LOOKS.toNanos(), Math.max(1, end - System.nanoTime())), order);
      arrival = look(database, order, direction, wanted);
    }
    return arrival;
  }

  private Arrival look(Database database, TargetOrder order, Direction direction, Version wanted) {
    return sessions.with(
        database,
        order.change(),
        session -> {
          Look look = new Look(session);
          Look.State state = look.state();
          return new Arrival(
              order.target(),
              look.arrived(order, direction, wanted) && state.healthy(),
              "is at version %s and %s"
                  .formatted(state.version(), state.healthy() ? "healthy" : "unhealthy"));
        });
  }

  private static void pause(long nanos, TargetOrder order) {
    try {
      Thread.sleep(Duration.ofNanos(nanos));
    } catch (InterruptedException e) {
      throw interrupted("waiting for " + order.target(), e);
    }
  }

  @Override
  public Effect revert(TargetOrder order) {
    Phase _ = Capabilities.phase(order);
    return sessions.with(
        database(order), order.change(), session -> new Backward(session, order).carryOut());
  }

  @Override
  public Observation observe(List<String> targets) {
    return Capabilities.observation(config);
  }

  private Database database(TargetOrder order) {
    return inventory
        .find(order.target())
        .orElseThrow(() ->
            new ProblemException(
                new Problem.ForOperator(
                    "UNKNOWN_TARGET",
                    "the inventory has no database %s; add it, or leave it out"
                        .formatted(order.target()))));
  }

  private static ProblemException interrupted(String what, InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new ProblemException(
        new Problem.Passing("INTERRUPTED", "%s was cut short".formatted(what)), cause);
  }
}
