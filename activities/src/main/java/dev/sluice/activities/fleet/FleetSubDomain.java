package dev.sluice.activities.fleet;

import dev.sluice.activities.fleet.control.ControlClient;
import dev.sluice.activities.fleet.control.FleetLabels;
import dev.sluice.activities.fleet.deploy.DeployOrder;
import dev.sluice.activities.fleet.deploy.DeployOrder.Action;
import dev.sluice.activities.fleet.deploy.InstanceState;
import dev.sluice.activities.fleet.spec.VersionSpec;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.Capability;
import dev.sluice.domain.subdomain.Effect;
import dev.sluice.domain.subdomain.Readiness;
import dev.sluice.domain.subdomain.SubDomain;
import dev.sluice.domain.subdomain.Target;
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
  private static final int CONCURRENCY = 4;

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
  public String description() {
    return "Instances of real HTTP services on loopback, each running one version.";
  }

  @Override
  public List<Capability> capabilities() {
    return List.of(
        new Capability(
            RELEASE,
            "Drains an instance, replaces it with one of another version, waits for its health.",
            List.of(SERVICE, VERSION),
            true));
  }

  @Override
  public int concurrency() {
    return CONCURRENCY;
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
