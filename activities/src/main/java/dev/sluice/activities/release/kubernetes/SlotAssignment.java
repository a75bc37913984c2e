package dev.sluice.activities.release.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Says which pod serves as which slot of a Deployment. Its pods have no names that stay, so a slot
 * takes one that runs what the slot is meant to run, ready ones first; what is left over goes to
 * the slots that got none, the last ones first, so that a pod too many of a revision shows.
 */
final class SlotAssignment {
  private final WorkloadView view;
  private final Map<String, Revision> revisions = new HashMap<>();
  private final String current;

  SlotAssignment(WorkloadView view) {
    this.view = view;
    for (ReplicaSet set : view.parts.sets()) {
      revisions.put(set.getMetadata().getUid(), PodTemplates.revision(set.getSpec().getTemplate()));
    }
    ReplicaSet set = view.currentSet();
    current = set == null ? "" : set.getMetadata().getUid();
  }

  SortedMap<String, Standing> standings() {
    Map<Revision, String> ids = new HashMap<>();
    Map<String, Deque<Pod>> byRevision = new TreeMap<>();
    for (Pod pod : readyAndOldestFirst()) {
      byRevision
          .computeIfAbsent(
              ids.computeIfAbsent(revision(pod), Revision::id), _ -> new ArrayDeque<>())
          .add(pod);
    }
    int slots = Math.min(view.workload.replicas(), TargetName.MOST_NUMBERED);
    Map<String, Pod> taken = new HashMap<>();
    for (String part : settledFirst(slots)) {
      Pod fitting = byRevision.getOrDefault(view.runs(part), new ArrayDeque<>()).poll();
      if (fitting != null) {
        taken.put(part, fitting);
      }
    }
    Deque<Pod> left = new ArrayDeque<>();
    byRevision.values().forEach(left::addAll);
    SortedMap<String, Standing> standings = new TreeMap<>();
    for (int i = slots - 1; i >= 0; i--) {
      String part = TargetName.numbered(i);
      Pod pod = taken.get(part);
      standings.put(part, standing(part, pod == null ? left.poll() : pod));
    }
    return standings;
  }

  private record Ranked(boolean ready, String created, Pod pod) {
    static Ranked of(Pod pod) {
      return new Ranked(PodHealth.isReady(pod), pod.getMetadata().getCreationTimestamp(), pod);
    }
  }

  private List<Pod> readyAndOldestFirst() {
    return view.parts.pods().stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .map(Ranked::of)
        .sorted(
            Comparator.comparing(Ranked::ready)
                .reversed()
                .thenComparing(Ranked::created)
                .thenComparing(ranked -> ranked.pod().getMetadata().getName()))
        .map(Ranked::pod)
        .toList();
  }

  /** A slot on its way must not arrive with the pod of one that stands there already. */
  private List<String> settledFirst(int slots) {
    List<String> settled = new ArrayList<>();
    List<String> underWay = new ArrayList<>();
    for (int i = 0; i < slots; i++) {
      String part = TargetName.numbered(i);
      Entry entry = view.book.entry(part);
      (entry != null && entry.isUnderWay() ? underWay : settled).add(part);
    }
    settled.addAll(underWay);
    return settled;
  }

  private Standing standing(String part, @Nullable Pod pod) {
    Revision actual = pod == null ? null : revision(pod);
    return new Standing(
        part,
        NodePlaces.NOWHERE,
        pod,
        actual,
        pod != null && WorkloadParts.isOwned(pod.getMetadata(), current),
        view.runs(part),
        view.orders(part, actual));
  }

  private Revision revision(Pod pod) {
    for (var owner : pod.getMetadata().getOwnerReferences()) {
      Revision revision = revisions.get(owner.getUid());
      if (revision != null) {
        return revision;
      }
    }
    return PodTemplates.revision(pod.getMetadata(), pod.getSpec());
  }
}
