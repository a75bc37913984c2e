package dev.sluice.activities.fleet;

import dev.sluice.activities.fleet.control.ControlClient;
import dev.sluice.activities.fleet.control.FleetLabels;
import dev.sluice.activities.fleet.deploy.DeployOrder;
import dev.sluice.activities.fleet.deploy.DeployOrder.Action;
import dev.sluice.activities.fleet.deploy.InstanceState;
import dev.sluice.activities.fleet.spec.VersionSpec;
import dev.sluice.domain.changetype.ParameterSpec;
import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.inspection.MetricSpec.BadDirection;
import dev.sluice.domain.inspection.MetricSpec.Kind;
import dev.sluice.domain.inspection.MetricSpec.Role;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.Arrival;
import dev.sluice.domain.subdomain.Capability;
import dev.sluice.domain.subdomain.Capability.WayBack;
import dev.sluice.domain.subdomain.Description;
import dev.sluice.domain.subdomain.Direction;
import dev.sluice.domain.subdomain.Effect;
import dev.sluice.domain.subdomain.Limits;
import dev.sluice.domain.subdomain.Observation;
import dev.sluice.domain.subdomain.Readiness;
import dev.sluice.domain.subdomain.Snapshot;
import dev.sluice.domain.subdomain.SubDomain;
import dev.sluice.domain.subdomain.Target;
import dev.sluice.domain.subdomain.TargetKind;
import dev.sluice.domain.subdomain.TargetOrder;
import dev.sluice.domain.subdomain.TargetQuery;
import java.time.Duration;
import java.util.List;

/** The sub-domain whose targets are the instances of a fleet, reached over its API. */
public final class FleetSubDomain implements SubDomain {
  public static final String NAME = "fleet";
  public static final String RELEASE = "release";

  private static final String SERVICE = "service";
  private static final String VERSION = "version";
  private static final Duration TURN_WITHIN = Duration.ofSeconds(30);
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final String INSTANCE = "instance";
  private static final Description DESCRIPTION =
      new Description(
          "Instances of real HTTP services on loopback, each running one version.",
          List.of(new TargetKind(INSTANCE, "One process of one service.")),
          List.of(
              new Capability(
                  RELEASE,
                  "Drains an instance, replaces it with one of another version, waits for its health.",
                  INSTANCE,
                  List.of(
                      ParameterSpec.required(
                          SERVICE, "The service to release.", "[a-z][a-z0-9-]{0,62}"),
                      ParameterSpec.required(
                          VERSION,
                          "The version to run afterwards.",
                          "[A-Za-z0-9][A-Za-z0-9._-]{0,62}")),
                  WayBack.by("Puts the version in its place that it replaced."))),
          new Limits(4, Limits.ANY_RATE, Duration.ofMinutes(10)));

  private static final List<MetricSpec> METRICS =
      List.of(
          metric("latency_p95", Kind.LATENCY, Role.DECIDING, 0.5),
          metric("error_rate", Kind.ERROR_RATE, Role.DECIDING, 0.03),
          metric("memory_bytes", Kind.RESOURCE, Role.SUPPORTING, 0.3),
          metric("request_rate", Kind.LOAD, Role.CONTEXT, 0));

  private final ControlClient fleet;

  /** Uses the client; closing it is up to the caller. */
  public FleetSubDomain(ControlClient fleet) {
    this.fleet = fleet;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Description describe() {
    return DESCRIPTION;
  }

  @Override
  public List<Target> list(TargetQuery query) {
    return fleet.instances(query).stream().map(FleetSubDomain::target).toList();
  }

  @Override
  public Readiness precheck(TargetOrder order) {
    checkCapability(order);
    InstanceState instance = instance(order);
    String version = parameter(order, VERSION);
    List<String> known =
        fleet.versions(instance.service()).stream().map(VersionSpec::name).toList();
    String reason = "";
    if (!known.contains(version)) {
      reason = "%s has no version %s; use one of %s".formatted(instance.service(), version, known);
    } else if (!instance.changing().isEmpty() && !instance.changing().equals(order.change())) {
      reason = "change %s is at work on it; wait until it is done".formatted(instance.changing());
    } else if (instance.drained()) {
      reason = "it is drained; bring it back into service";
    } else if (!instance.healthy()) {
      reason = "its health check fails; repair it, or leave it out";
    }
    return new Readiness(instance.name(), reason.isEmpty(), reason);
  }

  @Override
  public Effect apply(TargetOrder order) {
    checkCapability(order);
    instance(order);
    return fleet.carryOut(order(Action.DEPLOY, order, parameter(order, VERSION)));
  }

  @Override
  public Effect revert(TargetOrder order) {
    checkCapability(order);
    return fleet.carryOut(order(Action.REVERT, order, ""));
  }

  @Override
  public Snapshot snapshot(TargetOrder order) {
    checkCapability(order);
    instance(order);
    String version = fleet.snapshot(order.change(), order.target(), TURN_WITHIN);
    return new Snapshot(order.target(), version, "put %s back in its place".formatted(version));
  }

  /** An order has been carried out when its call returns: only its health may still be missing. */
  @Override
  public Arrival await(TargetOrder order, Direction direction, Duration within) {
    checkCapability(order);
    long end = System.nanoTime() + within.toNanos();
    Arrival arrival = arrival(order, direction);
    while (!arrival.there() && System.nanoTime() < end) {
      pause();
      arrival = arrival(order, direction);
    }
    return arrival;
  }

  private Arrival arrival(TargetOrder order, Direction direction) {
    InstanceState instance = fleet.instance(order.target());
    boolean done =
        switch (direction) {
          case APPLY -> instance.version().equals(parameter(order, VERSION));
          case REVERT -> !instance.changedBy().equals(order.change());
        };
    return new Arrival(
        order.target(),
        done && instance.healthy(),
        "runs %s and is %s"
            .formatted(instance.version(), instance.healthy() ? "healthy" : "unhealthy"));
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProblemException(
          new Problem.Passing("INTERRUPTED", "The wait for the fleet was cancelled; call again"),
          e);
    }
  }

  @Override
  public Observation observe(List<String> targets) {
    return new Observation(NAME, METRICS, "");
  }

  private InstanceState instance(TargetOrder order) {
    InstanceState instance = fleet.instance(order.target());
    String service = parameter(order, SERVICE);
    if (!instance.service().equals(service)) {
      throw author(
          "WRONG_SERVICE",
          "%s belongs to %s, not to %s; select targets by service=%s"
              .formatted(order.target(), instance.service(), service, service));
    }
    return instance;
  }

  private static DeployOrder order(Action action, TargetOrder order, String version) {
    return new DeployOrder(
        action, order.change(), order.target(), version, order.key(), order.fence(), TURN_WITHIN);
  }

  private static MetricSpec metric(String name, Kind kind, Role role, double minimumEffect) {
    return new MetricSpec(name, kind, BadDirection.INCREASE, role, name, minimumEffect);
  }

  private static Target target(InstanceState instance) {
    return new Target(
        instance.name(),
        instance.zone(),
        instance.version(),
        instance.healthy(),
        FleetLabels.of(instance.service(), instance.name(), instance.zone()),
        instance.changedBy());
  }

  private static void checkCapability(TargetOrder order) {
    if (!order.capability().equals(RELEASE)) {
      throw author(
          "UNKNOWN_CAPABILITY",
          "The fleet has no capability %s; use %s".formatted(order.capability(), RELEASE));
    }
  }

  private static String parameter(TargetOrder order, String name) {
    String value = order.parameters().getOrDefault(name, "");
    if (value.isEmpty()) {
      throw author("MISSING_PARAMETER", "Parameter " + name + " is missing; give it a value");
    }
    return value;
  }

  private static ProblemException author(String code, String message) {
    return new ProblemException(new Problem.ForAuthor(code, message));
  }
}
