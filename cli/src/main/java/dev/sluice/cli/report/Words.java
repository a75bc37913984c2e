package dev.sluice.cli.report;

import dev.sluice.cli.terminal.Style;
import dev.sluice.proto.v1.BadDirection;
import dev.sluice.proto.v1.ChangeClass;
import dev.sluice.proto.v1.MetricRole;
import dev.sluice.proto.v1.OnTrouble;
import dev.sluice.proto.v1.Outcome;
import dev.sluice.proto.v1.Phase;
import dev.sluice.proto.v1.Verdict;
import java.util.Map;
import java.util.stream.Collectors;

/** The words of the API as a person reads them. */
final class Words {
  private Words() {}

  /** What a change does now, or how it ended. */
  static String state(Phase phase, Outcome outcome, Style style) {
    return outcome == Outcome.OUTCOME_UNSPECIFIED ? phase(phase, style) : outcome(outcome, style);
  }

  private static String phase(Phase phase, Style style) {
    return switch (phase) {
      case PHASE_UNSPECIFIED, UNRECOGNIZED -> "UNKNOWN";
      case PLANNING, PRECHECKING, TAKING_BASELINE, APPLYING, BAKING, WATCHING ->
          style.busy(phase.name());
      case AWAITING_APPROVAL, AT_GATE, PAUSED, SUSPENDED, HELD -> style.doubtful(phase.name());
      case ROLLING_BACK -> style.bad(phase.name());
      case ENDED -> phase.name();
    };
  }

  static String outcome(Outcome outcome, Style style) {
    return switch (outcome) {
      case OUTCOME_UNSPECIFIED, UNRECOGNIZED -> "UNKNOWN";
      case COMPLETED -> style.good(outcome.name());
      case ROLLED_BACK, ROLLBACK_FAILED -> style.bad(outcome.name());
      case REFUSED, STOPPED -> style.doubtful(outcome.name());
    };
  }

  static String verdict(Verdict verdict, Style style) {
    return switch (verdict) {
      case VERDICT_UNSPECIFIED, UNRECOGNIZED -> "";
      case PASS -> style.good(verdict.name());
      case FAIL -> style.bad(verdict.name());
      case INCONCLUSIVE -> style.doubtful(verdict.name());
    };
  }

  static String trouble(OnTrouble trouble) {
    return switch (trouble) {
      case ON_TROUBLE_UNSPECIFIED, UNRECOGNIZED -> "not said";
      case ROLL_BACK -> "roll back";
      case HOLD -> "hold for a person";
    };
  }

  static String changeClass(ChangeClass changeClass) {
    return switch (changeClass) {
      case CHANGE_CLASS_UNSPECIFIED, UNRECOGNIZED -> "unclassified";
      case STANDARD -> "standard";
      case NORMAL -> "normal";
      case EMERGENCY -> "emergency";
    };
  }

  static String role(MetricRole role) {
    return switch (role) {
      case METRIC_ROLE_UNSPECIFIED, UNRECOGNIZED -> "no role";
      case DECIDING -> "deciding";
      case SUPPORTING -> "supporting";
      case CONTEXT -> "context";
    };
  }

  static String direction(BadDirection direction) {
    return switch (direction) {
      case BAD_DIRECTION_UNSPECIFIED, UNRECOGNIZED -> "a change";
      case INCREASE -> "a rise";
      case DECREASE -> "a fall";
      case EITHER -> "a rise or fall";
    };
  }

  /** "a=1 b=2" in the order of the names. */
  static String pairs(Map<String, String> pairs) {
    return pairs.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(pair -> pair.getKey() + "=" + pair.getValue())
        .collect(Collectors.joining(" "));
  }

  /** "changes/x" as "x". */
  static String id(String resourceName) {
    return resourceName.substring(resourceName.lastIndexOf('/') + 1);
  }
}
