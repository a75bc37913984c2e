package dev.sluice.activities.release.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What keeps one workload, its pods and its ReplicaSets up to date, from its making until its end.
 */
final class WorkloadWatch {
  private final SharedIndexInformer<? extends HasMetadata> workload;
  private final SharedIndexInformer<Pod> pods;
  private final @Nullable SharedIndexInformer<ReplicaSet> sets;
  private final Instant begun;
  private @Nullable WorkloadWatch successor;

  /** When it was last asked. */
  Instant used;

  WorkloadWatch(ClusterClient cluster, Workload of, Instant now) {
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

  /** The workload alone, or nothing where it is gone; null while this is not up. */
  @Nullable List<? extends HasMetadata> workload() {
    return seen(workload);
  }

  /** Null while this is not up. */
  @Nullable List<Pod> pods() {
    return seen(pods);
  }

  /** Null while this is not up, and for what has none. */
  @Nullable List<ReplicaSet> sets() {
    return seen(sets);
  }

  private static <T> @Nullable List<T> seen(@Nullable SharedIndexInformer<T> informer) {
    return informer != null && isUp(informer) ? informer.getStore().list() : null;
  }

  private static boolean isUp(SharedIndexInformer<?> informer) {
    return informer.hasSynced() && informer.isWatching();
  }

  boolean isUp() {
    return informers().allMatch(WorkloadWatch::isUp);
  }

  boolean isRunning() {
    return informers().allMatch(SharedIndexInformer::isRunning);
  }

  boolean isOlder(Duration age, Instant now) {
    return begun.plus(age).isBefore(now);
  }

  /** The one that is to take its place. */
  @Nullable WorkloadWatch successor() {
    return successor;
  }

  void succeedBy(WorkloadWatch next) {
    successor = next;
  }

  void end() {
    informers().forEach(SharedIndexInformer::stop);
  }

  private Stream<SharedIndexInformer<? extends HasMetadata>> informers() {
    return Stream.of(workload, pods, sets).filter(Objects::nonNull);
  }
}
