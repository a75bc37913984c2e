package dev.sluice.activities.release.kubernetes;

import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;

/**
 * A target's name: {@code shop/deployment/checkout/00007}.
 *
 * @param workload whose part it is
 * @param part a Deployment's slot or a StatefulSet's ordinal in five digits, or a DaemonSet's node
 */
record TargetName(WorkloadName workload, String part) {
  /** Most slots or ordinals of one workload that names have room for. */
  static final int MOST_NUMBERED = 100_000;

  static String numbered(int index) {
    // Asked for each slot at each look: a format would be the dearest part of that.
    String digits = Integer.toString(MOST_NUMBERED + index);
    return index < MOST_NUMBERED ? digits.substring(1) : Integer.toString(index);
  }

  /** The number of a slot or ordinal; -1 for what is none. */
  static int number(String part) {
    return part.matches("\\d{5}") ? Integer.parseInt(part) : -1;
  }

  /**
   * @throws ProblemException for the author, when it is no such name
   */
  static TargetName parse(String name) {
    String[] words = name.split("/", -1);
    if (words.length == 4 && !words[3].isEmpty()) {
      var kind = WorkloadKind.of(words[1]);
      if (kind.isPresent()) {
        return new TargetName(new WorkloadName(words[0], kind.get(), words[2]), words[3]);
      }
    }
    throw new ProblemException(
        new Problem.ForAuthor(
            "UNKNOWN_TARGET",
            "there is no target %s; targets are named namespace/kind/workload/part as they are listed"
                .formatted(name)));
  }

  @Override
  public String toString() {
    return workload.prefix() + part;
  }
}
