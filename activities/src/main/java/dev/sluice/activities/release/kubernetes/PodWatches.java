package dev.sluice.activities.release.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pods of workloads that are being released, kept up to date by a watch: listing a thousand of
 * them several times a second would cost more than the release. While a watch is not up, or the
 * workload is not being released, they are listed.
 */
final class PodWatches implements AutoCloseable {
  private static final int MOST = 32;
  private static final Duration BETWEEN_STARTS = Duration.ofSeconds(30);

  private final ClusterClient cluster;
  private final InstantSource clock;
  private final Map<WorkloadName, Watch> watches = new LinkedHashMap<>();

  PodWatches(ClusterClient cluster, InstantSource clock) {
    this.cluster = cluster;
    this.clock = clock;
  }

  private record Watch(SharedIndexInformer<Pod> informer, Instant begun) {}

  List<Pod> pods(Workload workload) {
    Watch watch = watch(workload);
    if (watch != null && watch.informer().hasSynced() && watch.informer().isWatching()) {
      return watch.informer().getStore().list();
    }
    return cluster.pods(workload.name().namespace(), workload.selector());
  }

  private synchronized @Nullable Watch watch(Workload workload) {
    WorkloadName name = workload.name();
    Watch watch = watches.get(name);
    if (workload.hold() == null) {
      end(name);
      return null;
    }
    if (watch != null
        && (watch.informer().isRunning()
            || watch.begun().plus(BETWEEN_STARTS).isAfter(clock.instant()))) {
      return watch;
    }
    end(name);
    if (watches.size() >= MOST) {
      end(watches.keySet().iterator().next());
    }
    SharedIndexInformer<Pod> informer = cluster.podInformer(name.namespace(), workload.selector());
    informer.start();
    Watch begun = new Watch(informer, clock.instant());
    watches.put(name, begun);
    return begun;
  }

  private void end(WorkloadName name) {
    Watch watch = watches.remove(name);
    if (watch != null) {
      watch.informer().stop();
    }
  }

  @Override
  public synchronized void close() {
    List.copyOf(watches.keySet()).forEach(this::end);
  }
}
