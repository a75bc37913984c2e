package dev.sluice.domain.plan;

import dev.sluice.domain.control.ChangeFacts;
import dev.sluice.domain.control.ControlLevel;
import dev.sluice.domain.control.ControlLevels;
import dev.sluice.domain.control.Controls;
import dev.sluice.domain.control.Policies;
import dev.sluice.domain.control.RiskEstimate;
import dev.sluice.domain.control.RiskLowering;
import dev.sluice.domain.control.RiskRaise;
import dev.sluice.domain.control.RiskRules;
import dev.sluice.domain.control.RoleApprovals;
import dev.sluice.domain.control.RunningChange;
import dev.sluice.domain.control.TouchedService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Classifies a change by its type, the rules, the model and the policies, in this order. Each may
 * raise its risk and tighten its controls, none lowers or loosens them.
 */
public final class Assessment {
  /** How a reason tells that the risk rose. */
  static final String RISE = "The risk rises from %d to %d: %s.";

  /** How a reason tells that policies made a normal change of a standard one. */
  static final String MADE_NORMAL = "A change that policies ask approvals of is a normal change.";

  private final ChangeFacts facts;
  private final List<String> reasons;
  private int risk;

  private Assessment(ChangeFacts facts, Classification byType) {
    this.facts = facts;
    reasons = new ArrayList<>(byType.reasons());
    risk = byType.risk();
  }

  /**
   * Classifies a change.
   *
   * @param byType as its type alone says
   * @param estimate what the model says; null when it can't tell
   * @param personNeeded whether a step waits for a person, whatever the rules say
   * @param running what else is under way
   */
  public static Classification assess(
      ChangeFacts facts,
      Classification byType,
      @Nullable RiskEstimate estimate,
      Policies policies,
      boolean personNeeded,
      List<RunningChange> running) {
    var assessment = new Assessment(facts, byType);
    assessment.addUnknownRecords();
    RiskRules.raises(facts, estimate).forEach(assessment::raise);
    Controls controls =
        policies.judge(
            new Policies.Question(facts, assessment.risk, assessment.reasons, estimate, running));
    controls.raises().forEach(assessment::raise);
    return assessment.classification(byType, controls, personNeeded);
  }

  /**
   * The same, of a change whose risk a person may have lowered. Policies are asked with the lowered
   * risk, and what they raise only then raises it still.
   *
   * @param lowering null where nobody has
   */
  public static Classification assess(
      ChangeFacts facts,
      Classification byType,
      @Nullable RiskEstimate estimate,
      Policies policies,
      boolean personNeeded,
      List<RunningChange> running,
      @Nullable RiskLowering lowering) {
    Classification plain = assess(facts, byType, estimate, policies, personNeeded, running);
    if (lowering == null || plain.risk() <= lowering.to()) {
      return plain;
    }
    if (!lowering.countsFor(plain.risk())) {
      List<String> reasons = new ArrayList<>(plain.reasons());
      reasons.add(lowering.overtaken(plain.risk()));
      return plain.withRisk(plain.risk(), reasons);
    }
    var assessment = new Assessment(facts, byType);
    assessment.addUnknownRecords();
    RiskRules.raises(facts, estimate).forEach(assessment::raise);
    plain.controls().raises().forEach(assessment::raise);
    assessment.lower(lowering);
    Controls controls =
        policies.judge(
            new Policies.Question(facts, assessment.risk, assessment.reasons, estimate, running));
    controls.raises().stream()
        .filter(raise -> !plain.controls().raises().contains(raise))
        .forEach(assessment::raise);
    return assessment.classification(byType, controls, personNeeded);
  }

  private void lower(RiskLowering lowering) {
    risk = lowering.to();
    reasons.add(lowering.words());
  }

  private void addUnknownRecords() {
    if (facts.governed() && !(facts.requesterRecord().known() && facts.servicesRecord().known())) {
      reasons.add(
          "How earlier changes of this requester and of these services went could not be read: it raises nothing.");
    }
  }

  private void raise(RiskRaise raise) {
    int raised = raise.applied(risk);
    if (raised > risk) {
      reasons.add(RISE.formatted(risk, raised, raise.why()));
      risk = raised;
    }
  }

  private Classification classification(
      Classification byType, Controls controls, boolean personNeeded) {
    int approvals = Math.max(byType.approvalsNeeded(), controls.approvalsByRole());
    ChangeClass changeClass = byType.changeClass();
    if (!controls.approvals().isEmpty()) {
      reasons.add(
          "Policies ask for approvals: %s."
              .formatted(
                  controls.approvals().stream()
                      .map(RoleApprovals::words)
                      .collect(Collectors.joining(", "))));
      if (changeClass == ChangeClass.STANDARD) {
        changeClass = ChangeClass.NORMAL;
        reasons.add(MADE_NORMAL);
      }
    }
    Duration timeout = byType.approvalTimeout();
    Duration shorter = controls.approvalTimeout();
    if (shorter != null && shorter.compareTo(timeout) < 0) {
      timeout = shorter;
    }
    ControlLevel level =
        ControlLevels.of(
            facts.carrier(), facts.reach().allDeclared(), personNeeded || approvals > 0);
    if (facts.governed()) {
      addLevelReasons(level);
    }
    return new Classification(
        changeClass, risk, approvals, timeout, reasons, level, controls, byType.footprint());
  }

  private void addLevelReasons(ControlLevel level) {
    reasons.add("Its control level is %s: %s.".formatted(level, words(level)));
    for (TouchedService service : facts.reach().services()) {
      ControlLevel asked = service.asked();
      if (asked != null && !level.isAtLeast(asked)) {
        reasons.add("%s asks for %s, which it does not reach.".formatted(service.name(), asked));
      }
    }
  }

  private static String words(ControlLevel level) {
    return switch (level) {
      case OBSERVED -> "it is only recorded";
      case GATED -> "it is checked before and after each step";
      case BATCHED -> "each batch is judged, yet not all its services are declared";
      case ASSESSED -> "its services are declared, and a person has to approve it";
      case UNATTENDED -> "its services are declared, and nobody has to watch it";
    };
  }
}
