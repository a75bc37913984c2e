package dev.sluice.activities.release.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Workloads that are being released, with their pods and ReplicaSets, kept up to date by watches:
 * to list a thousand pods several times a second would cost more than the release. While a watch is
 * not up, or the workload is not being released, they are read. What a watch shows may be a moment
 * old.
 */
final class WorkloadWatches implements AutoCloseable {
  private static final int MOST = 32;
  private static final Duration BETWEEN_STARTS = Duration.ofSeconds(10);
  private static final Duration TRUSTED_IN_SILENCE = Duration.ofSeconds(20);
  private static final Duration UP_WITHIN = Duration.ofSeconds(20);
  private static final Duration UNUSED = Duration.ofMinutes(1);

  private final ClusterClient cluster;
  private final InstantSource clock;
  private final Map<WorkloadName, WorkloadWatch> watches = new LinkedHashMap<>();

  WorkloadWatches(ClusterClient cluster, InstantSource clock) {
    this.cluster = cluster;
    this.clock = clock;
  }

  /**
   * A workload as the watch shows it; null where none shows it.
   *
   * @param version that it has to have at least
   */
  @Nullable HasMetadata workload(WorkloadName name, String version) {
    WorkloadWatch watch = existing(name);
    List<? extends HasMetadata> seen = watch == null ? null : watch.workload();
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
    WorkloadWatch watch = watch(workload);
    List<Pod> seen = watch == null ? null : watch.pods();
    return seen == null ? cluster.pods(workload.name().namespace(), workload.selector()) : seen;
  }

  List<ReplicaSet> sets(Workload workload) {
    WorkloadWatch watch = watch(workload);
    List<ReplicaSet> seen = watch == null ? null : watch.sets();
    return seen == null
        ? cluster.replicaSets(workload.name().namespace(), workload.selector())
        : seen;
  }

  private synchronized @Nullable WorkloadWatch existing(WorkloadName name) {
    WorkloadWatch watch = watches.get(name);
    if (watch != null) {
      watch.used = clock.instant();
    }
    return watch;
  }

  private synchronized @Nullable WorkloadWatch watch(Workload workload) {
    WorkloadName name = workload.name();
    if (workload.hold() == null) {
      end(name);
      return null;
    }
    Instant now = clock.instant();
    WorkloadWatch watch = existing(name);
    if (watch == null || isOver(watch, now)) {
      end(name);
      makeRoom(now);
      return begin(workload);
    }
    if (watch.isSilent(TRUSTED_IN_SILENCE, now)) {
      renew(watch, workload, now);
    }
    return watches.get(name);
  }

  /** One that ended is not begun anew at once: its system may be down. */
  private static boolean isOver(WorkloadWatch watch, Instant now) {
    WorkloadWatch next = watch.successor();
    return (next != null && next.isOlder(UP_WITHIN, now) && !next.isUp())
        || (watch.isOlder(BETWEEN_STARTS, now) && !watch.isRunning());
  }

  /**
   * A watch can die without a word, as when its connection falls silent, and then shows for ever
   * what was there before: one that says nothing is replaced by a new one as soon as that is up.
   */
  private void renew(WorkloadWatch old, Workload workload, Instant now) {
    WorkloadWatch next = old.successor();
    if (next == null) {
      old.succeedBy(new WorkloadWatch(cluster, workload, clock));
    } else if (next.isUp()) {
      old.end();
      next.used = now;
      watches.put(workload.name(), next);
    }
  }

  private WorkloadWatch begin(Workload workload) {
    WorkloadWatch begun = new WorkloadWatch(cluster, workload, clock);
    watches.put(workload.name(), begun);
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
    WorkloadWatch watch = watches.remove(name);
    if (watch != null) {
      watch.end();
      WorkloadWatch next = watch.successor();
      if (next != null) {
        next.end();
      }
    }
  }

  @Override
  public synchronized void close() {
    List.copyOf(watches.keySet()).forEach(this::end);
  }
}
