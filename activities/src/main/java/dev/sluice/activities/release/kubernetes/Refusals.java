package dev.sluice.activities.release.kubernetes;

import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** When a workload must not be touched, and what would make it ready. */
final class Refusals {
  private Refusals() {}

  static ProblemException unknown(WorkloadName workload, String part) {
    return new ProblemException(
        new Problem.ForOperator(
            "NO_SUCH_TARGET",
            "%s%s is not there, or not any more; plan the change again"
                .formatted(workload.prefix(), part)));
  }

  /** Throws when somebody edited the workload while it stands still. */
  static void edited(WorkloadView view) {
    if (view.isEdited()) {
      String editor = view.workload.lastEditor();
      throw new ProblemException(
          new Problem.ForOperator(
              "EDITED_MEANWHILE",
              "%s was edited while a release stands still in it%s; undo that edit, Sluice does not overwrite it"
                  .formatted(view.workload.name(), editor.isEmpty() ? "" : ", last by " + editor)));
    }
  }

  /** That a target which had arrived runs something else by now. */
  static void otherwise(WorkloadView view, Standing standing) {
    Revision actual = standing.actual();
    boolean ordered = view.book.entry(standing.part()) != null;
    if (ordered && actual != null && !actual.id().equals(standing.runs())) {
      throw new ProblemException(
          new Problem.ForOperator(
              "EDITED_SINCE",
              "%s runs %s, which this change did not order; somebody else did: look who"
                  .formatted(
                      new TargetName(view.workload.name(), standing.part()), actual.words())));
    }
  }

  static ProblemException editedSince(WorkloadView view, Revision left) {
    String editor = view.workload.lastEditor();
    return new ProblemException(
        new Problem.ForOperator(
            "EDITED_SINCE",
            "%s runs %s and was left with %s%s; set that back, or leave it as it is: Sluice does not overwrite it"
                .formatted(
                    view.workload.name(),
                    view.template.words(),
                    left.words(),
                    editor.isEmpty() ? "" : "; the last edit was by " + editor)));
  }

  /** Throws when it can't be made to stand still: paused, half done, or never in two versions. */
  static void unsettled(WorkloadView view) {
    WorkloadName name = view.workload.name();
    if (!view.workload.isObserved()) {
      throw new ProblemException(
          new Problem.Passing(
              "NOT_OBSERVED",
              "the controller has not seen the last edit of %s yet".formatted(name)));
    }
    if (view.workload.object() instanceof Deployment it) {
      if (Boolean.TRUE.equals(it.getSpec().getPaused())) {
        throw operator(
            "PAUSED",
            "%s is paused by somebody; finish that rollout and resume it".formatted(name));
      }
      if ("Recreate".equals(it.getSpec().getStrategy().getType())) {
        throw operator(
            "RECREATE",
            "%s has the strategy Recreate, which forbids two versions at once; give it RollingUpdate to release it in batches"
                .formatted(name));
      }
    }
    if (isHalfDone(view)) {
      throw operator(
          "HALF_DONE",
          "%s is in the middle of another rollout; let it end, or undo it".formatted(name));
    }
  }

  private static boolean isHalfDone(WorkloadView view) {
    return DeploymentTurn.hasOthers(view)
        || view.standings().values().stream()
            .anyMatch(standing -> standing.pod() != null && !standing.current());
  }

  /**
   * Throws when the order can't be carried out beside what other orders made of the workload.
   *
   * @param entries of the draft so far
   * @param from what is remembered of the target
   * @param wanted id of the revision that is ordered
   */
  static void crossing(
      WorkloadView view,
      Map<String, Entry> entries,
      String part,
      Entry from,
      String wanted,
      String change) {
    Set<String> revisions = new TreeSet<>(List.of(wanted));
    for (String other : view.standings().keySet()) {
      Entry entry = entries.get(other);
      if (other.equals(part)) {
        continue;
      }
      revisions.add(entry == null ? view.runs(other) : entry.runs());
      if (entry != null
          && !entry.runs().equals(wanted)
          && entry.isUnderWay()
          && !entry.book().changedBy().equals(change)) {
        throw new ProblemException(
            new Problem.Passing(
                "WORKLOAD_BUSY",
                "change %s is at work on %s; try again when it is done"
                    .formatted(entry.book().changedBy(), view.workload.name())));
      }
    }
    String base = view.hold == null ? view.template.id() : view.hold.base();
    boolean thirdFromBase =
        revisions.size() > 2 && (from.runs().equals(base) || wanted.equals(base));
    if (view.workload.name().kind() == WorkloadKind.DEPLOYMENT && thirdFromBase) {
      throw operator(
          "HALF_DONE",
          "%s runs two versions already, and its pods can't be told apart for a third; finish the change that began, or take it back"
              .formatted(view.workload.name()));
    }
  }

  private static ProblemException operator(String code, String message) {
    return new ProblemException(new Problem.ForOperator(code, message));
  }
}
