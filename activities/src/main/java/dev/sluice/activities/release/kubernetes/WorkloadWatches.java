package dev.sluice.activities.release.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Workloads that are being released, with their pods and ReplicaSets, kept up to date by watches:
 * to list a thousand pods several times a second would cost more than the release. While a watch is
 * not up, or the workload is not being released, they are read. What a watch shows may be a moment
 * old.
 */
final class WorkloadWatches implements AutoCloseable {
  private static final int MOST = 32;
  private static final Duration BETWEEN_STARTS = Duration.ofSeconds(30);
  private static final Duration UNUSED = Duration.ofMinutes(1);

  private final ClusterClient cluster;
  private final InstantSource clock;
  private final Map<WorkloadName, Watch> watches = new LinkedHashMap<>();

  WorkloadWatches(ClusterClient cluster, InstantSource clock) {
    this.cluster = cluster;
    this.clock = clock;
  }

  private static final class Watch {
    final SharedIndexInformer<? extends HasMetadata> workload;
    final SharedIndexInformer<Pod> pods;
    final @Nullable SharedIndexInformer<ReplicaSet> sets;
    final Instant begun;
    Instant used;

    Watch(ClusterClient cluster, Workload of, Instant now) {
      WorkloadName name = of.name();
      workload = cluster.workloadInformer(name);
      pods = cluster.podInformer(name.namespace(), of.selector());
      sets =
          name.kind() == WorkloadKind.DEPLOYMENT
              ? cluster.replicaSetInformer(name.namespace(), of.selector())
              : null;
      begun = now;
      used = now;
      informers().forEach(SharedIndexInformer::start);
    }

    Stream<SharedIndexInformer<? extends HasMetadata>> informers() {
      return Stream.of(workload, pods, sets).filter(Objects::nonNull);
    }
  }

  /**
   * A workload as the watch shows it; null where none shows it.
   *
   * @param version that it has to have at least
   */
  @Nullable HasMetadata workload(WorkloadName name, String version) {
    Watch watch = existing(name);
    List<? extends HasMetadata> seen = watch == null ? null : seen(watch.workload);
    return seen == null || seen.isEmpty() || isOlder(seen.getFirst(), version)
        ? null
        : seen.getFirst();
  }

  /** Versions of one resource are numbers that grow, as Kubernetes promises since 1.35. */
  private static boolean isOlder(HasMetadata seen, String version) {
    try {
      return !version.isEmpty()
          && Long.parseLong(seen.getMetadata().getResourceVersion()) < Long.parseLong(version);
    } catch (NumberFormatException e) {
      return true;
    }
  }

  List<Pod> pods(Workload workload) {
    Watch watch = watch(workload);
    List<Pod> seen = watch == null ? null : seen(watch.pods);
    return seen == null ? cluster.pods(workload.name().namespace(), workload.selector()) : seen;
  }

  List<ReplicaSet> sets(Workload workload) {
    Watch watch = watch(workload);
    List<ReplicaSet> seen = watch == null ? null : seen(watch.sets);
    return seen == null
        ? cluster.replicaSets(workload.name().namespace(), workload.selector())
        : seen;
  }

  /** Null while the watch is not up. */
  private static <T> @Nullable List<T> seen(@Nullable SharedIndexInformer<T> informer) {
    return informer != null && informer.hasSynced() && informer.isWatching()
        ? informer.getStore().list()
        : null;
  }

  private synchronized @Nullable Watch existing(WorkloadName name) {
    Watch watch = watches.get(name);
    if (watch != null) {
      watch.used = clock.instant();
    }
    return watch;
  }

  private synchronized @Nullable Watch watch(Workload workload) {
    WorkloadName name = workload.name();
    if (workload.hold() == null) {
      end(name);
      return null;
    }
    Instant now = clock.instant();
    Watch watch = existing(name);
    boolean young = watch != null && watch.begun.plus(BETWEEN_STARTS).isAfter(now);
    if (watch != null && (young || watch.informers().allMatch(SharedIndexInformer::isRunning))) {
      return watch;
    }
    end(name);
    makeRoom(now);
    Watch begun = new Watch(cluster, workload, now);
    watches.put(name, begun);
    return begun;
  }

  private void makeRoom(Instant now) {
    List<WorkloadName> unused =
        watches.entrySet().stream()
            .filter(it -> it.getValue().used.plus(UNUSED).isBefore(now))
            .map(Map.Entry::getKey)
            .toList();
    unused.forEach(this::end);
    if (watches.size() >= MOST) {
      end(watches.keySet().iterator().next());
    }
  }

  /** Nobody needs it any more. */
  synchronized void end(WorkloadName name) {
    Watch watch = watches.remove(name);
    if (watch != null) {
      watch.informers().forEach(SharedIndexInformer::stop);
    }
  }

  @Override
  public synchronized void close() {
    List.copyOf(watches.keySet()).forEach(this::end);
  }
}
