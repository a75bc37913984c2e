package dev.sluice.activities.release.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What keeps one workload, its pods and its ReplicaSets up to date, from its making until its end.
 */
final class WorkloadWatch {
  private final Watched<? extends HasMetadata> workload;
  private final Watched<Pod> pods;
  private final @Nullable Watched<ReplicaSet> sets;
  private final InstantSource clock;
  private final Instant begun;
  private @Nullable WorkloadWatch successor;

  /** When it was last asked. */
  Instant used;

  WorkloadWatch(ClusterClient cluster, Workload of, InstantSource clock) {
    WorkloadName name = of.name();
    this.clock = clock;
    begun = clock.instant();
    used = begun;
    workload = new Watched<>(cluster.workloadInformer(name));
    pods = new Watched<>(cluster.podInformer(name.namespace(), of.selector()));
    sets =
        name.kind() == WorkloadKind.DEPLOYMENT
            ? new Watched<>(cluster.replicaSetInformer(name.namespace(), of.selector()))
            : null;
    all().forEach(Watched::start);
  }

  /** Resources of one kind, and when anything was last heard of them. */
  private final class Watched<T extends HasMetadata> implements ResourceEventHandler<T> {
    private final SharedIndexInformer<T> informer;
    private volatile Instant heard = begun;

    Watched(SharedIndexInformer<T> informer) {
      this.informer = informer;
    }

    void start() {
      informer.addEventHandler(this);
      var _ = informer.start();
    }

    boolean isUp() {
      return informer.hasSynced() && informer.isWatching();
    }

    boolean isRunning() {
      return informer.isRunning();
    }

    @Nullable List<T> seen() {
      return isUp() ? informer.getStore().list() : null;
    }

    void end() {
      informer.stop();
    }

    @Override
    public void onAdd(T resource) {
      heard = clock.instant();
    }

    @Override
    public void onUpdate(T before, T now) {
      heard = clock.instant();
    }

    @Override
    public void onDelete(T resource, boolean lastStateIsUnknown) {
      heard = clock.instant();
    }
  }

  /** The workload alone, or nothing where it is gone; null while this is not up. */
  @Nullable List<? extends HasMetadata> workload() {
    return workload.seen();
  }

  /** Null while this is not up. */
  @Nullable List<Pod> pods() {
    return pods.seen();
  }

  /** Null while this is not up, and for what has none. */
  @Nullable List<ReplicaSet> sets() {
    return sets == null ? null : sets.seen();
  }

  boolean isUp() {
    return all().allMatch(Watched::isUp);
  }

  boolean isRunning() {
    return all().allMatch(Watched::isRunning);
  }

  boolean isOlder(Duration age, Instant now) {
    return begun.plus(age).isBefore(now);
  }

  /** Whether nothing was heard of some kind of resource for that long. */
  boolean isSilent(Duration time, Instant now) {
    return all().anyMatch(it -> it.heard.plus(time).isBefore(now));
  }

  /** The one that is to take its place. */
  @Nullable WorkloadWatch successor() {
    return successor;
  }

  void succeedBy(WorkloadWatch next) {
    successor = next;
  }

  void end() {
    all().forEach(Watched::end);
  }

  private Stream<Watched<? extends HasMetadata>> all() {
    return Stream.of(workload, pods, sets).filter(Objects::nonNull);
  }
}
