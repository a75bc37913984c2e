package dev.sluice.activities.release.kubernetes;

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
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The sub-domain {@code release}: Deployments, StatefulSets and DaemonSets of one cluster, changed
 * pod by pod as they are ordered and never at their controllers' own pace.
 */
public final class KubernetesReleases implements SubDomain, AutoCloseable {
  public static final String NAME = "release";
  public static final String RELEASE = "release";

  private static final String POD = "pod";

  private final ClusterClient cluster;
  private final WorkloadReader reader;
  private final OrderDesk desk;
  private final WorkloadListing listing;
  private final Readings readings;
  private final ArrivalWatch watch;
  private final Description description;
  private final InstantSource clock;
  private final ConcurrentMap<String, Instant> seen = new ConcurrentHashMap<>();

  /** Connects when it is first asked. */
  public KubernetesReleases(KubernetesConfig config, InstantSource clock) {
    this.clock = clock;
    cluster = new ClusterClient(config);
    reader = new WorkloadReader(cluster, config.nodePoolLabel(), clock);
    desk = new OrderDesk(cluster, reader, clock);
    readings = new Readings(config.pullPatience(), clock);
    listing = new WorkloadListing(cluster, desk, readings, config.namespaces(), clock);
    watch = new ArrivalWatch(cluster, desk, readings, clock);
    description =
        new Description(
            "Deployments, StatefulSets and DaemonSets of a Kubernetes cluster.",
            List.of(
                new TargetKind(
                    POD,
                    "A Deployment's slot, a StatefulSet's pod, or a DaemonSet's pod on one node.")),
            List.of(
                new Capability(
                    RELEASE,
                    "Runs pods of another image, and of other revisions of their ConfigMaps and Secrets.",
                    POD,
                    ReleaseParameters.SPECS,
                    WayBack.by(
                        "Puts back the images and the references to ConfigMaps and Secrets that it replaced."))),
            new Limits(config.concurrency(), Limits.ANY_RATE, config.patience()));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Description describe() {
    return description;
  }

  @Override
  public List<Target> list(TargetQuery query) {
    return listing.list(query);
  }

  @Override
  public Readiness precheck(TargetOrder order) {
    checkCapability(order);
    TargetName target = TargetName.parse(order.target());
    ReleaseParameters parameters = ReleaseParameters.of(order.parameters());
    WorkloadView view = desk.view(target.workload(), desk.writtenAt(target.workload()));
    try {
      checkConfigMaps(target, parameters);
      new Draft(view).check(order, target.part());
      String reason = readings.obstacle(view, target.part());
      return new Readiness(order.target(), reason.isEmpty(), reason);
    } catch (ProblemException e) {
      if (e.problem() instanceof Problem.Passing) {
        throw e;
      }
      return new Readiness(order.target(), false, e.problem().message());
    }
  }

  private void checkConfigMaps(TargetName target, ReleaseParameters parameters) {
    for (String name : parameters.configMaps()) {
      String place = target.workload().namespace() + "/" + name;
      Instant now = clock.instant();
      boolean known = seen.getOrDefault(place, Instant.EPOCH).plusSeconds(10).isAfter(now);
      if (!known && cluster.configMap(target.workload().namespace(), name) == null) {
        throw author(
            "NO_SUCH_CONFIG_MAP", "there is no ConfigMap %s; create it first".formatted(place));
      }
      if (!known) {
        seen.put(place, now);
      }
    }
  }

  @Override
  public Snapshot snapshot(TargetOrder order) {
    checkCapability(order);
    TargetName target = TargetName.parse(order.target());
    Revision before =
        desk.ask(target.workload(), draft -> draft.remember(order.change(), target.part()));
    return new Snapshot(
        order.target(), before.words(), "replace its pod by one of %s".formatted(before.words()));
  }

  @Override
  public Effect apply(TargetOrder order) {
    ReleaseParameters.of(order.parameters());
    return give(order, Direction.APPLY);
  }

  @Override
  public Effect revert(TargetOrder order) {
    return give(order, Direction.REVERT);
  }

  private Effect give(TargetOrder order, Direction direction) {
    checkCapability(order);
    TargetName target = TargetName.parse(order.target());
    Effect effect =
        desk.ask(target.workload(), draft -> draft.order(order, direction, target.part()));
    watch.begin(target);
    return effect;
  }

  @Override
  public Arrival await(TargetOrder order, Direction direction, Duration within) {
    checkCapability(order);
    return watch.await(order, direction, within);
  }

  @Override
  public Observation observe(List<String> targets) {
    List<String> queries =
        targets.stream()
            .map(name -> TargetName.parse(name).workload())
            .distinct()
            .map(it ->
                "kubectl logs --namespace %s %s/%s --all-pods --prefix"
                    .formatted(it.namespace(), it.kind().word(), it.name()))
            .toList();
    return new Observation("", List.of(), String.join("; ", queries));
  }

  private static void checkCapability(TargetOrder order) {
    if (!Objects.equals(order.capability(), RELEASE)) {
      throw author(
          "UNKNOWN_CAPABILITY",
          "there is no capability %s; use %s".formatted(order.capability(), RELEASE));
    }
  }

  private static ProblemException author(String code, String message) {
    return new ProblemException(new Problem.ForAuthor(code, message));
  }

  @Override
  public void close() {
    reader.close();
    cluster.close();
  }
}
