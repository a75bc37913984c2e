package dev.sluice.activities.ledger.wire;

import dev.sluice.domain.control.ControlLevel;
import dev.sluice.domain.inspection.Verdict;
import dev.sluice.domain.ledger.ChangeKind;
import dev.sluice.domain.ledger.Feedback;
import dev.sluice.domain.ledger.HoldCause;
import dev.sluice.domain.ledger.MatchedRule;
import dev.sluice.domain.ledger.Overridden;
import dev.sluice.domain.plan.ChangeClass;
import dev.sluice.domain.rollout.Outcome;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The words that stand for constants in a body, so that a constant can be renamed. */
final class Words<E extends Enum<E>> {
  static final Words<ChangeKind> KIND =
      new Words<>(
          ChangeKind.class,
          Map.of(
              ChangeKind.OWN, "own",
              ChangeKind.GUARDED, "guarded",
              ChangeKind.REPORTED, "reported",
              ChangeKind.UNREGISTERED, "unregistered"));
  static final Words<ChangeClass> CLASS =
      new Words<>(
          ChangeClass.class,
          Map.of(
              ChangeClass.STANDARD, "standard",
              ChangeClass.NORMAL, "normal",
              ChangeClass.EMERGENCY, "emergency"));
  static final Words<ControlLevel> LEVEL =
      new Words<>(
          ControlLevel.class,
          Map.of(
              ControlLevel.OBSERVED, "observed",
              ControlLevel.GATED, "gated",
              ControlLevel.BATCHED, "batched",
              ControlLevel.ASSESSED, "assessed",
              ControlLevel.UNATTENDED, "unattended"));
  static final Words<MatchedRule.Status> RULE =
      new Words<>(
          MatchedRule.Status.class,
          Map.of(MatchedRule.Status.SHADOW, "shadow", MatchedRule.Status.ENFORCED, "enforced"));
  static final Words<HoldCause> CAUSE =
      new Words<>(
          HoldCause.class,
          Map.of(
              HoldCause.APPROVAL, "approval",
              HoldCause.LOCK, "lock",
              HoldCause.CAP, "cap",
              HoldCause.FREEZE, "freeze",
              HoldCause.WINDOW, "window",
              HoldCause.POLICY, "policy",
              HoldCause.PERSON, "person",
              HoldCause.VERDICT, "verdict"));
  static final Words<Verdict> VERDICT =
      new Words<>(
          Verdict.class,
          Map.of(
              Verdict.PASS, "pass",
              Verdict.FAIL, "fail",
              Verdict.INCONCLUSIVE, "inconclusive"));
  static final Words<Overridden.What> WHAT =
      new Words<>(
          Overridden.What.class,
          Map.of(
              Overridden.What.VERDICT, "verdict",
              Overridden.What.RISK, "risk",
              Overridden.What.FREEZE, "freeze"));
  static final Words<Outcome> OUTCOME =
      new Words<>(
          Outcome.class,
          Map.of(
              Outcome.COMPLETED, "completed",
              Outcome.ROLLED_BACK, "rolled-back",
              Outcome.REFUSED, "refused",
              Outcome.STOPPED, "stopped",
              Outcome.ROLLBACK_FAILED, "rollback-failed",
              Outcome.HANDED_BACK, "handed-back"));
  static final Words<Feedback.Opinion> OPINION =
      new Words<>(
          Feedback.Opinion.class,
          Map.of(
              Feedback.Opinion.TRUE_ALARM, "true-alarm",
              Feedback.Opinion.FALSE_ALARM, "false-alarm",
              Feedback.Opinion.MISSED, "missed"));

  private final EnumMap<E, String> words;
  private final Map<String, E> constants = new HashMap<>();

  private Words(Class<E> type, Map<E, String> words) {
    this.words = new EnumMap<>(words);
    words.forEach((constant, word) -> constants.put(word, constant));
    int all = type.getEnumConstants().length;
    if (this.words.size() != all || constants.size() != all) {
      throw new IllegalArgumentException("each constant needs a word of its own: " + type);
    }
  }

  String of(E constant) {
    return Objects.requireNonNull(words.get(constant));
  }

  /**
   * @throws UnknownWordException for a word of a newer Sluice
   */
  E constant(String word) {
    E constant = constants.get(word);
    if (constant == null) {
      throw new UnknownWordException(word);
    }
    return constant;
  }
}
