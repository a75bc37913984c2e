package dev.sluice.cli.report;

import dev.sluice.proto.v1.Guard;
import dev.sluice.proto.v1.StepAnswer;
import java.util.ArrayList;
import java.util.List;

/** Shows a guarded or reported change, and what was answered about a step of it. */
public final class GuardReport {
  private GuardReport() {}

  public static String render(StepAnswer answer) {
    return switch (answer.getDecision()) {
      case GO -> "GO";
      case WAIT -> "WAIT for " + answer.getWaitsFor();
      case MUST_ROLL_BACK -> "ROLL_BACK: " + answer.getReason();
      case STEP_DECISION_UNSPECIFIED, UNRECOGNIZED -> "an answer of a newer version: update sluice";
    };
  }

  public static String render(Guard guard) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: %s (%s, %s)"
            .formatted(guard.getName(), guard.getTitle(), guard.getKind(), guard.getLevel()));
    String step =
        guard.getSteps() == 0
            ? ""
            : ", step %d of at most %d".formatted(guard.getStep(), guard.getSteps());
    lines.add("phase %s%s".formatted(guard.getPhase(), step));
    if (!guard.getWaitsFor().isEmpty()) {
      lines.add("waits for " + guard.getWaitsFor());
    }
    if (guard.getOutcomeValue() != 0) {
      lines.add("ended " + guard.getOutcome());
    }
    if (!guard.getReason().isEmpty()) {
      lines.add("because: " + guard.getReason());
    }
    return String.join("\n", lines);
  }
}
