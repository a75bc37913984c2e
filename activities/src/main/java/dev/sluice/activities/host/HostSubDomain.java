package dev.sluice.activities.host;

import dev.sluice.activities.host.inventory.Host;
import dev.sluice.activities.host.inventory.Inventory;
import dev.sluice.activities.work.Crew;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.Arrival;
import dev.sluice.domain.subdomain.Description;
import dev.sluice.domain.subdomain.Direction;
import dev.sluice.domain.subdomain.Effect;
import dev.sluice.domain.subdomain.Observation;
import dev.sluice.domain.subdomain.OrderBook;
import dev.sluice.domain.subdomain.Readiness;
import dev.sluice.domain.subdomain.Snapshot;
import dev.sluice.domain.subdomain.SubDomain;
import dev.sluice.domain.subdomain.Target;
import dev.sluice.domain.subdomain.TargetOrder;
import dev.sluice.domain.subdomain.TargetQuery;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sub-domain whose targets are hosts. */
public final class HostSubDomain implements SubDomain, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HostSubDomain.class);
  private static final Duration FIRST_REST = Duration.ofMillis(250);
  private static final Duration LEAST_LOOK = Duration.ofSeconds(3);
  private static final Duration LONGEST_REST = Duration.ofSeconds(4);

  private final HostConfig config;
  private final Inventory inventory;
  private final RemoteShell shell;
  private final Description description;
  private final OrderReader orders;
  private final HostSteps steps;
  private final ZonePlaces places;

  /** Closes the shell when it is closed itself. */
  public HostSubDomain(HostConfig config, RemoteShell shell) {
    this.config = config;
    this.shell = shell;
    this.inventory =
        new Inventory(
            config.inventory().source(),
            config.inventory().freshFor(),
            config.inventory().usableFor(),
            InstantSource.system());
    this.description = HostDescription.of(config);
    this.orders = new OrderReader(config, description);
    this.steps = new HostSteps(config, shell, orders);
    this.places =
        new ZonePlaces(config.limits().perZone(), Duration.ofMinutes(1), InstantSource.system());
  }

  @Override
  public String name() {
    return config.name();
  }

  @Override
  public Description describe() {
    return description;
  }

  /** Asks every host of the page. One that can't be asked is listed as unhealthy. */
  @Override
  public List<Target> list(TargetQuery query) {
    List<Host> page = inventory.hosts().page(query);
    var targets = new AtomicReferenceArray<Target>(page.size());
    AtomicInteger next = new AtomicInteger();
    try {
      Crew.work(
          Math.min(config.limits().concurrency(), page.size()),
          () -> {
            for (int i = next.getAndIncrement(); i < page.size(); i = next.getAndIncrement()) {
              targets.set(i, target(page.get(i)));
            }
            return null;
          });
    } catch (InterruptedException _) {
      throw HostProblems.interrupted("the list of hosts");
    }
    return page.isEmpty()
        ? List.of()
        : IntStream.range(0, page.size()).mapToObj(targets::get).toList();
  }

  private Target target(Host host) {
    try {
      HostAnswer answer = steps.look(host);
      return target(host, answer.version(), !answer.unhealthy(), answer.book().changedBy());
    } catch (ProblemException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      LOG.warn("{} is listed as unhealthy: {}", host.name(), e.problem().message());
      return target(host, "unknown", false, "");
    }
  }

  private static Target target(Host host, String version, boolean healthy, String changedBy) {
    return new Target(host.name(), host.zone(), version, healthy, host.labels(), changedBy);
  }

  @Override
  public Readiness precheck(TargetOrder order) {
    HostWork work = orders.read(order);
    Host host = host(order);
    try {
      HostAnswer answer = steps.look(host, work, Direction.APPLY, order.change(), HostSteps.LOOK);
      OrderBook.Step _ = answer.book().step(order, Direction.APPLY);
      String reason =
          switch (answer.outcome()) {
            case "look" -> obstacle(answer);
            default -> refusal(answer);
          };
      return new Readiness(host.name(), reason.isEmpty(), reason);
    } catch (ProblemException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      return new Readiness(host.name(), false, e.problem().message());
    }
  }

  private static String refusal(HostAnswer answer) {
    Effect effect = StepOutcome.of(answer);
    throw new IllegalStateException("a look has no effect: " + effect);
  }

  private String obstacle(HostAnswer answer) {
    return switch (answer.words()) {
      case "read-only" -> "the file's folder can't be written; give the user permission";
      case "no-orders" ->
          "%s can't be written; give the user permission".formatted(config.orders());
      default -> answer.unhealthy() ? "its health command fails; repair it, or leave it out" : "";
    };
  }

  @Override
  public Snapshot snapshot(TargetOrder order) {
    HostWork work = orders.read(order);
    Before before = steps.remember(host(order), order, work);
    String words =
        switch (work) {
          case FileWork file -> "put back the old content of %s".formatted(file.path());
          case CommandWork run when run.command().undo() != null ->
              "run the undo of command %s".formatted(run.command().name());
          case CommandWork run -> "command %s has no undo".formatted(run.command().name());
          case RebootWork _ -> "nothing is left to take back";
        };
    return new Snapshot(order.target(), before.version(), words);
  }

  @Override
  public Effect apply(TargetOrder order) {
    HostWork work = orders.read(order);
    Host host = host(order);
    return inPlace(host, () -> steps.give(host, order, Direction.APPLY, work));
  }

  @Override
  public Effect revert(TargetOrder order) {
    orders.capability(order);
    Host host = host(order);
    return inPlace(host, () -> steps.give(host, order, Direction.REVERT, null));
  }

  private Effect inPlace(Host host, Supplier<Effect> work) {
    try {
      if (!places.take(host.zone(), host.name(), config.limits().patience())) {
        throw HostProblems.passing(
            "ZONE_BUSY", "zone %s has its %d hosts", host.zone(), config.limits().perZone());
      }
    } catch (InterruptedException _) {
      throw HostProblems.interrupted(host.name());
    }
    boolean given = false;
    try {
      Effect effect = work.get();
      given = true;
      return effect;
    } finally {
      if (!given) {
        places.leave(host.zone(), host.name());
      }
    }
  }

  @Override
  public Arrival await(TargetOrder order, Direction direction, Duration within) {
    orders.capability(order);
    Host host = host(order);
    Duration longest = within.plus(LEAST_LOOK);
    Duration look = longest.compareTo(HostSteps.LOOK) < 0 ? longest : HostSteps.LOOK;
    HostArrival arrival = new HostArrival(steps, orders, host, order, direction, look);
    Instant end = Instant.now().plus(within);
    boolean goesOn = false;
    try {
      Duration rest = FIRST_REST;
      while (true) {
        Arrival now = arrival.look();
        Duration left = Duration.between(Instant.now(), end);
        if (now.there() || !left.isPositive()) {
          goesOn = !now.there();
          return now;
        }
        Thread.sleep(rest.compareTo(left) < 0 ? rest : left);
        rest =
            rest.multipliedBy(2).compareTo(LONGEST_REST) < 0 ? rest.multipliedBy(2) : LONGEST_REST;
      }
    } catch (InterruptedException _) {
      throw HostProblems.interrupted(host.name());
    } catch (ProblemException e) {
      goesOn = e.problem() instanceof Problem.Passing;
      throw e;
    } finally {
      if (!goesOn) {
        places.leave(host.zone(), host.name());
      }
    }
  }

  /** Hosts are watched by what watches their services: nothing is known of that here. */
  @Override
  public Observation observe(List<String> targets) {
    return Observation.NONE;
  }

  private Host host(TargetOrder order) {
    return inventory
        .hosts()
        .host(order.target())
        .orElseThrow(() ->
            HostProblems.operator(
                "UNKNOWN_HOST",
                "there is no host %s in the inventory %s; put it there, or leave it out",
                order.target(),
                config.inventory().source().place()));
  }

  @Override
  public void close() {
    shell.close();
  }
}
