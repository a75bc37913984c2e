package dev.sluice.activities.release.kubernetes;

import java.util.Arrays;
import java.util.Optional;

/** Kinds of workload, in the order of their words. */
enum WorkloadKind {
  DAEMON_SET("daemonset"),
  DEPLOYMENT("deployment"),
  STATEFUL_SET("statefulset");

  private final String word;

  WorkloadKind(String word) {
    this.word = word;
  }

  /** As it stands in targets' names and in selectors. */
  String word() {
    return word;
  }

  static Optional<WorkloadKind> of(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
  }
}
