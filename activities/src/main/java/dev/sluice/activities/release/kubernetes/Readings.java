package dev.sluice.activities.release.kubernetes;

import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.Arrival;
import dev.sluice.domain.subdomain.Direction;
import dev.sluice.domain.subdomain.Target;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a target's state is called.
 *
 * @param pullPatience how long an image may fail to be pulled
 * @param clock tells the time
 */
record Readings(Duration pullPatience, InstantSource clock) {
  static final Set<String> LABELS =
      Set.of("namespace", "kind", "workload", "service", "zone", "nodepool");

  PodHealth health(WorkloadView view, Standing standing) {
    int minReady = Strategies.minReadySeconds(view.workload, view.hold);
    return PodHealth.of(standing.pod(), minReady, pullPatience, clock.instant());
  }

  Target target(WorkloadView view, Standing standing) {
    WorkloadName name = view.workload.name();
    Map<String, String> labels = new HashMap<>();
    labels.put("namespace", name.namespace());
    labels.put("kind", name.kind().word());
    labels.put("workload", name.name());
    labels.put("service", view.workload.service());
    labels.put("zone", standing.place().zone());
    if (!standing.place().pool().isEmpty()) {
      labels.put("nodepool", standing.place().pool());
    }
    Revision actual = standing.actual();
    return new Target(
        new TargetName(name, standing.part()).toString(),
        standing.place().zone(),
        actual == null ? "nothing" : actual.words(),
        health(view, standing) instanceof PodHealth.Serving,
        labels,
        standing.book().changedBy());
  }

  /** Why a target can't be changed now as far as its pod is concerned; empty for nothing. */
  String obstacle(WorkloadView view, String part) {
    Standing standing = view.standing(part);
    if (standing == null) {
      throw Refusals.unknown(view.workload.name(), part);
    }
    return switch (health(view, standing)) {
      case PodHealth.Serving _ -> "";
      case PodHealth.Underway it -> words(view, it.words()) + "; wait until it is ready";
      case PodHealth.CrashLoop it -> it.words() + "; mend it, or leave it out";
      case PodHealth.Lacking it -> it.words() + "; mend it, or leave it out";
    };
  }

  /** Whether a pod that replaced another serves; throws when waiting does not mend it. */
  Arrival arrival(WorkloadView view, Standing standing, Direction direction) {
    String target = new TargetName(view.workload.name(), standing.part()).toString();
    return switch (health(view, standing)) {
      case PodHealth.Serving it -> new Arrival(target, true, it.words());
      case PodHealth.Underway it -> new Arrival(target, false, words(view, it.words()));
      case PodHealth.CrashLoop it ->
          throw new ProblemException(
              new Problem.ForOperator(
                  "CRASH_LOOP", it.words() + "; look at its log, or take the release back"));
      case PodHealth.Lacking it ->
          throw new ProblemException(
              direction == Direction.APPLY
                  ? new Problem.ForAuthor(
                      "CANNOT_START", it.words() + "; give an image and references that are there")
                  : new Problem.ForOperator(
                      "CANNOT_START", it.words() + "; bring back what it ran before"));
    };
  }

  private static String words(WorkloadView view, String words) {
    return view.parts.obstacle().isEmpty()
        ? words
        : "%s, and pods can't be made: %s".formatted(words, view.parts.obstacle());
  }
}
