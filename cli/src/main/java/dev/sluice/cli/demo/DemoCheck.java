package dev.sluice.cli.demo;

import dev.sluice.proto.v1.Change;
import dev.sluice.proto.v1.Evidence;
import dev.sluice.proto.v1.Outcome;
import dev.sluice.proto.v1.Target;
import dev.sluice.proto.v1.Verdict;
import java.util.ArrayList;
import java.util.List;

/** Compares how a change of the demo ended, and what the fleet runs now, with what should be. */
final class DemoCheck {
  private DemoCheck() {}

  /**
   * What is not as it should be, one sentence each.
   *
   * @param targets the service's targets now
   * @param before the version they ran before
   */
  static List<String> differences(
      DemoChange wanted, Change ended, List<Target> targets, String before) {
    List<String> differences = new ArrayList<>();
    if (ended.getOutcome() != wanted.outcome()) {
      differences.add(
          "it ended %s instead of %s: %s"
              .formatted(ended.getOutcome(), wanted.outcome(), ended.getStatusReason()));
    }
    boolean bad = wanted.outcome() == Outcome.ROLLED_BACK;
    if (bad && ended.getProgress().getBatch() > DemoChange.CAUGHT_BY_BATCH) {
      differences.add("it was caught only in batch " + ended.getProgress().getBatch());
    }
    if (bad && failed(ended).stream().noneMatch(wanted.evidence()::contains)) {
      differences.add(
          "the evidence is %s instead of %s".formatted(failed(ended), wanted.evidence()));
    }
    String version = bad ? before : wanted.version();
    for (Target target : targets) {
      if (!target.getVersion().equals(version) || !target.getHealthy()) {
        differences.add(
            "%s runs %s%s instead of %s"
                .formatted(
                    target.getName(),
                    target.getVersion(),
                    target.getHealthy() ? "" : " (unhealthy)",
                    version));
      }
    }
    return differences;
  }

  /** Metrics that failed the change. */
  static List<String> failed(Change change) {
    return change.getInspection().getEvidenceList().stream()
        .filter(evidence -> evidence.getVerdict() == Verdict.FAIL)
        .map(Evidence::getMetric)
        .toList();
  }
}
