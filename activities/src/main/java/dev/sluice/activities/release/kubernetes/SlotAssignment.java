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
  private final Map<String, Identified> bySet = new HashMap<>();
  private final String current;

  /** A revision with its id, which costs too much to make for each of thousands of pods. */
  private record Identified(Revision revision, String id) {
    static Identified of(Revision revision) {
      return new Identified(revision, revision.id());
    }
  }

  /**
   * What matters of a pod.
   *
   * @param set uid of the ReplicaSet that it belongs to
   */
  private record Candidate(
      Pod pod, boolean ready, String created, String set, Identified revision) {}

  private static final Comparator<Candidate> READY_AND_OLDEST_FIRST =
      Comparator.comparing(Candidate::ready)
          .reversed()
          .thenComparing(Candidate::created)
          .thenComparing(candidate -> candidate.pod().getMetadata().getName());

  SlotAssignment(WorkloadView view) {
    this.view = view;
    for (ReplicaSet set : view.parts.sets()) {
      bySet.put(
          set.getMetadata().getUid(),
          Identified.of(PodTemplates.revision(set.getSpec().getTemplate())));
    }
    ReplicaSet set = view.currentSet();
    current = set == null ? "" : set.getMetadata().getUid();
  }

  SortedMap<String, Standing> standings() {
    Map<String, Deque<Candidate>> byRevision = new TreeMap<>();
    for (Candidate candidate : candidates()) {
      byRevision.computeIfAbsent(candidate.revision().id(), _ -> new ArrayDeque<>()).add(candidate);
    }
    int slots = Math.min(view.workload.replicas(), TargetName.MOST_NUMBERED);
    Map<String, Candidate> taken = new HashMap<>();
    for (String part : settledFirst(slots)) {
      Deque<Candidate> fitting = byRevision.get(view.runs(part));
      if (fitting != null && !fitting.isEmpty()) {
        taken.put(part, fitting.poll());
      }
    }
    Deque<Candidate> left = new ArrayDeque<>();
    byRevision.values().forEach(left::addAll);
    SortedMap<String, Standing> standings = new TreeMap<>();
    for (int i = slots - 1; i >= 0; i--) {
      String part = TargetName.numbered(i);
      Candidate candidate = taken.get(part);
      standings.put(part, standing(part, candidate == null ? left.poll() : candidate));
    }
    return standings;
  }

  private List<Candidate> candidates() {
    List<Candidate> candidates = new ArrayList<>();
    for (Pod pod : view.parts.pods()) {
      if (pod.getMetadata().getDeletionTimestamp() == null) {
        candidates.add(candidate(pod));
      }
    }
    candidates.sort(READY_AND_OLDEST_FIRST);
    return candidates;
  }

  private Candidate candidate(Pod pod) {
    String set = WorkloadParts.controller(pod.getMetadata());
    Identified revision = bySet.get(set);
    return new Candidate(
        pod,
        PodHealth.isReady(pod),
        pod.getMetadata().getCreationTimestamp(),
        set,
        revision == null
            ? Identified.of(PodTemplates.revision(pod.getMetadata(), pod.getSpec()))
            : revision);
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

  private Standing standing(String part, @Nullable Candidate candidate) {
    Revision actual = candidate == null ? null : candidate.revision().revision();
    return new Standing(
        part,
        NodePlaces.NOWHERE,
        candidate == null ? null : candidate.pod(),
        actual,
        candidate != null && candidate.set().equals(current),
        view.runs(part),
        view.orders(part, actual));
  }
}
