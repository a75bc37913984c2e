package dev.sluice.activities.release.kubernetes;

import dev.sluice.domain.subdomain.OrderBook;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A workload and what runs of it, as they were read together. Does not change. */
final class WorkloadView {
  private static final String REVISION_HASH = "controller-revision-hash";

  final Workload workload;
  final WorkloadParts parts;
  final WorkloadBook book;
  final @Nullable Hold hold;

  /** What the workload's present template says. */
  final Revision template;

  private final @Nullable ReplicaSet current;
  private final boolean edited;
  private final Newcomers newcomers;
  private final Map<String, Revision> byHash = new HashMap<>();
  private final SortedMap<String, Standing> standings;

  WorkloadView(Workload workload, WorkloadParts parts) {
    this(workload, parts, null);
  }

  /**
   * @param earlier whose order book need not be read again if it is the same; null for none
   */
  WorkloadView(Workload workload, WorkloadParts parts, @Nullable WorkloadView earlier) {
    this.workload = workload;
    this.parts = parts;
    book = earlier != null && workload.hasBookOf(earlier.workload) ? earlier.book : workload.book();
    hold = workload.hold();
    newcomers = new Newcomers(book);
    template = workload.revision();
    edited = hold != null && !hold.print().equals(Strategies.print(workload.object()));
    current =
        parts.sets().stream()
            .filter(set -> WorkloadParts.template(set).equals(workload.template()))
            .findFirst()
            .orElse(null);
    standings =
        switch (workload.name().kind()) {
          case DEPLOYMENT -> new SlotAssignment(this).standings();
          case STATEFUL_SET -> ordinals();
          case DAEMON_SET -> nodes();
        };
  }

  /** Every target, in name order. */
  SortedMap<String, Standing> standings() {
    return Collections.unmodifiableSortedMap(standings);
  }

  @Nullable Standing standing(String part) {
    return standings.get(part);
  }

  /** Id of the revision that a target is meant to run. */
  String runs(String part) {
    Entry entry = book.entry(part);
    if (entry != null) {
      return entry.runs();
    }
    return hold == null ? template.id() : hold.base();
  }

  /**
   * @param actual what the target runs; null for nothing
   */
  OrderBook orders(String part, @Nullable Revision actual) {
    Entry entry = book.entry(part);
    return entry == null ? newcomers.book(actual) : entry.book();
  }

  /** Whether somebody edited the workload while it stands still. */
  boolean isEdited() {
    return edited;
  }

  /** A Deployment's ReplicaSet of the present template; null where there is none. */
  @Nullable ReplicaSet currentSet() {
    return current;
  }

  private SortedMap<String, Standing> ordinals() {
    Map<String, Pod> pods = new HashMap<>();
    for (Pod pod : parts.pods()) {
      String name = pod.getMetadata().getName();
      pods.put(name.substring(name.lastIndexOf('-') + 1), pod);
    }
    SortedMap<String, Standing> found = new TreeMap<>();
    int first = workload.firstOrdinal();
    for (int i = first; i < first + workload.replicas(); i++) {
      String part = TargetName.numbered(i);
      found.put(part, standing(part, pods.get(Integer.toString(i)), ""));
    }
    return found;
  }

  /** A node whose pod is being replaced has none for a moment, and is a target all the same. */
  private SortedMap<String, Standing> nodes() {
    SortedMap<String, Standing> found = new TreeMap<>();
    for (Pod pod : parts.pods()) {
      String node = node(pod);
      Standing other = found.get(node);
      boolean ending = pod.getMetadata().getDeletionTimestamp() != null;
      if (!node.isEmpty() && (other == null || !ending)) {
        found.put(node, standing(node, pod, node));
      }
    }
    book.entries()
        .forEach((node, entry) -> {
          if (entry.isUnderWay() && parts.nodes().places().containsKey(node)) {
            found.putIfAbsent(node, standing(node, null, node));
          }
        });
    return found;
  }

  private Standing standing(String part, @Nullable Pod pod, String node) {
    Entry entry = book.entry(part);
    NodePlaces.Place place = parts.nodes().of(pod == null ? node : node(pod));
    if (entry != null && !entry.zone().isEmpty() && !entry.book().changedBy().isEmpty()) {
      // It stays in the batch of its zone even if its pod comes back elsewhere.
      place = new NodePlaces.Place(entry.zone(), entry.pool());
    }
    Revision actual = pod == null ? null : byHash.computeIfAbsent(hash(pod), _ -> revision(pod));
    boolean current = pod != null && !currentHash().isEmpty() && currentHash().equals(hash(pod));
    return new Standing(part, place, pod, actual, current, runs(part), orders(part, actual));
  }

  private Revision revision(Pod pod) {
    return PodTemplates.revision(pod.getMetadata(), pod.getSpec(), template);
  }

  private String currentHash() {
    if (!workload.isObserved()) {
      return "";
    }
    return workload.object() instanceof StatefulSet it
        ? Objects.requireNonNullElse(it.getStatus().getUpdateRevision(), "")
        : parts.newestHash();
  }

  private static String hash(Pod pod) {
    return Objects.requireNonNullElse(pod.getMetadata().getLabels(), Map.<String, String>of())
        .getOrDefault(REVISION_HASH, "");
  }

  /** The node a pod runs on, or a DaemonSet made it for; empty while it has none. */
  static String node(Pod pod) {
    if (pod.getSpec().getNodeName() != null) {
      return pod.getSpec().getNodeName();
    }
    var affinity = pod.getSpec().getAffinity();
    if (affinity == null
        || affinity.getNodeAffinity() == null
        || affinity.getNodeAffinity().getRequiredDuringSchedulingIgnoredDuringExecution() == null) {
      return "";
    }
    return affinity
        .getNodeAffinity()
        .getRequiredDuringSchedulingIgnoredDuringExecution()
        .getNodeSelectorTerms()
        .stream()
        .flatMap(term -> term.getMatchFields().stream())
        .filter(field -> "metadata.name".equals(field.getKey()))
        .flatMap(field -> field.getValues().stream())
        .findFirst()
        .orElse("");
  }
}
