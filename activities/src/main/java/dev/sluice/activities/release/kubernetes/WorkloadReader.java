package dev.sluice.activities.release.kubernetes;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what belongs to workloads; nodes, which seldom change, at most every ten seconds. */
final class WorkloadReader implements AutoCloseable {
  private static final Duration NODES_LAST = Duration.ofSeconds(10);

  /** How far behind a watch may be. */
  private static final Duration WATCH_LAG = Duration.ofSeconds(5);

  private final ClusterClient cluster;
  private final String poolLabel;
  private final InstantSource clock;
  private final WorkloadWatches watches;
  private volatile NodePlaces nodes = NodePlaces.NONE;
  private volatile Instant nodesReadAt = Instant.EPOCH;

  WorkloadReader(ClusterClient cluster, String poolLabel, InstantSource clock) {
    this.cluster = cluster;
    this.poolLabel = poolLabel;
    this.clock = clock;
    watches = new WorkloadWatches(cluster, clock);
  }

  @Override
  public void close() {
    watches.close();
  }

  /** What a watch shows of it, at that version or newer; null where none does. */
  @Nullable HasMetadata watchedWorkload(WorkloadName name, String version) {
    return watches.workload(name, version);
  }

  /** It is not being released any more. */
  void forget(WorkloadName name) {
    watches.end(name);
  }

  /** As they are now. */
  WorkloadParts parts(Workload workload) {
    Instant begin = clock.instant();
    List<ReplicaSet> sets =
        isDeployment(workload)
            ? cluster.replicaSets(workload.name().namespace(), workload.selector())
            : List.of();
    return parts(workload, sets, begin, begin);
  }

  /** As they were a moment ago, for who only looks. */
  WorkloadParts watched(Workload workload) {
    Instant begin = clock.instant();
    List<ReplicaSet> sets = isDeployment(workload) ? watches.sets(workload) : List.of();
    return parts(workload, sets, begin, begin.minus(WATCH_LAG));
  }

  private static boolean isDeployment(Workload workload) {
    return workload.name().kind() == WorkloadKind.DEPLOYMENT;
  }

  private WorkloadParts parts(
      Workload workload, List<ReplicaSet> all, Instant begin, Instant showsUntil) {
    String uid = workload.metadata().getUid();
    List<ReplicaSet> sets =
        all.stream().filter(set -> WorkloadParts.isOwned(set.getMetadata(), uid)).toList();
    Set<String> owners =
        isDeployment(workload)
            ? sets.stream().map(set -> set.getMetadata().getUid()).collect(Collectors.toSet())
            : Set.of(uid);
    List<Pod> pods =
        watches.pods(workload).stream()
            .filter(pod -> owners.contains(WorkloadParts.controller(pod.getMetadata())))
            .toList();
    return new WorkloadParts(
        pods,
        sets,
        newestHash(workload),
        places(),
        obstacle(workload, sets, pods),
        begin,
        showsUntil);
  }

  /** Where nodes are; a Deployment's slots are nowhere, but its pods' nodes cost no more to ask. */
  private NodePlaces places() {
    Instant now = clock.instant();
    if (nodesReadAt.plus(NODES_LAST).isBefore(now)) {
      nodes = NodePlaces.of(cluster.nodes(), poolLabel);
      nodesReadAt = now;
    }
    return nodes;
  }

  private String newestHash(Workload workload) {
    if (workload.name().kind() != WorkloadKind.DAEMON_SET) {
      return "";
    }
    return cluster.revisions(workload.name().namespace(), workload.selector()).stream()
        .filter(it -> WorkloadParts.isOwned(it.getMetadata(), workload.metadata().getUid()))
        .max(Comparator.comparing(ControllerRevision::getRevision))
        .map(it -> it.getMetadata().getLabels().getOrDefault("controller-revision-hash", ""))
        .orElse("");
  }

  private String obstacle(Workload workload, List<ReplicaSet> sets, List<Pod> pods) {
    if (isDeployment(workload)) {
      return sets.stream()
          .flatMap(set ->
              Objects.requireNonNullElse(
                  set.getStatus().getConditions(),
                  List.<io.fabric8.kubernetes.api.model.apps.ReplicaSetCondition>of())
                  .stream())
          .filter(it -> "ReplicaFailure".equals(it.getType()) && "True".equals(it.getStatus()))
          .map(it -> String.valueOf(it.getMessage()))
          .findFirst()
          .orElse("");
    }
    HasMetadata object = workload.object();
    if (workload.name().kind() == WorkloadKind.STATEFUL_SET && pods.size() >= workload.replicas()) {
      return "";
    }
    return cluster.failedCreations(workload.name(), object.getMetadata().getUid()).stream()
        .filter(event -> isNew(event))
        .max(Comparator.comparing(event -> String.valueOf(event.getLastTimestamp())))
        .map(event -> String.valueOf(event.getMessage()))
        .orElse("");
  }

  private boolean isNew(Event event) {
    return event.getLastTimestamp() != null
        && Instant.parse(event.getLastTimestamp())
            .isAfter(clock.instant().minus(Duration.ofMinutes(5)));
  }
}
