package dev.sluice.activities.release.kubernetes;

/** A workload's place in the cluster. */
record WorkloadName(String namespace, WorkloadKind kind, String name) {

  /** What the names of its targets begin with. */
  String prefix() {
    return "%s/%s/%s/".formatted(namespace, kind.word(), name);
  }

  @Override
  public String toString() {
    return "%s %s/%s".formatted(kind.word(), namespace, name);
  }
}
