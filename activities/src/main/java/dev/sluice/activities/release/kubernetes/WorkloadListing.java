package dev.sluice.activities.release.kubernetes;

import dev.sluice.domain.plan.TargetRange;
import dev.sluice.domain.subdomain.Target;
import dev.sluice.domain.subdomain.TargetQuery;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists targets workload by workload, so that only one workload's pods are held at a time. */
final class WorkloadListing {
  private final ClusterClient cluster;
  private final OrderDesk desk;
  private final Readings readings;
  private final List<String> namespaces;
  private final InstantSource clock;

  WorkloadListing(
      ClusterClient cluster,
      OrderDesk desk,
      Readings readings,
      List<String> namespaces,
      InstantSource clock) {
    this.cluster = cluster;
    this.desk = desk;
    this.readings = readings;
    this.namespaces = namespaces;
    this.clock = clock;
  }

  List<Target> list(TargetQuery query) {
    List<Target> page = new ArrayList<>();
    if (!Readings.LABELS.containsAll(query.selector().keySet())) {
      return page;
    }
    for (String namespace : inOrder(query.selector())) {
      for (WorkloadKind kind : WorkloadKind.values()) {
        if (page.size() < query.limit() && mayHold(query, namespace + "/" + kind.word() + "/")) {
          add(page, query, namespace, kind);
        }
      }
    }
    return page;
  }

  private List<String> inOrder(Map<String, String> selector) {
    return namespaces.stream()
        .filter(it -> selector.getOrDefault("namespace", it).equals(it))
        .sorted(Comparator.comparing(it -> it + "/"))
        .toList();
  }

  private void add(List<Target> page, TargetQuery query, String namespace, WorkloadKind kind) {
    Map<String, String> selector = query.selector();
    if (!selector.getOrDefault("kind", kind.word()).equals(kind.word())) {
      return;
    }
    for (Workload workload : workloads(selector.get("workload"), namespace, kind)) {
      if (page.size() < query.limit() && mayHold(query, workload.name().prefix())) {
        WorkloadView view = desk.view(workload.name(), freshness(workload.name()));
        view.standings().values().stream()
            .map(standing -> readings.target(view, standing))
            .filter(target -> query.range().contains(target))
            .filter(target -> target.labels().entrySet().containsAll(selector.entrySet()))
            .limit((long) query.limit() - page.size())
            .forEach(page::add);
      }
    }
  }

  /** A second old at most, and never older than what was written here. */
  private Instant freshness(WorkloadName name) {
    Instant written = desk.writtenAt(name);
    Instant oldest = clock.instant().minusSeconds(1);
    return written.isAfter(oldest) ? written : oldest;
  }

  private List<Workload> workloads(@Nullable String only, String namespace, WorkloadKind kind) {
    if (only != null) {
      WorkloadName name = new WorkloadName(namespace, kind, only);
      HasMetadata found = cluster.workload(name);
      return found == null ? List.of() : List.of(new Workload(name, found));
    }
    return cluster.workloads(namespace, kind).stream()
        .map(it -> new Workload(new WorkloadName(namespace, kind, it.getMetadata().getName()), it))
        .sorted(Comparator.comparing(it -> it.name().prefix()))
        .toList();
  }

  /** Whether names that begin so can lie in the range. */
  private static boolean mayHold(TargetQuery query, String prefix) {
    TargetRange range = query.range();
    String last = prefix + Character.MAX_VALUE;
    return last.compareTo(range.after()) > 0
        && (range.upTo().isEmpty() || prefix.compareTo(range.upTo()) <= 0);
  }
}
