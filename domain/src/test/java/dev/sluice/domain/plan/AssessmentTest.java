package dev.sluice.domain.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.changetype.BatchSizing;
import dev.sluice.domain.changetype.ChangeTypes;
import dev.sluice.domain.changetype.RolloutType;
import dev.sluice.domain.changetype.Strategy;
import dev.sluice.domain.control.Asks;
import dev.sluice.domain.control.Carrier;
import dev.sluice.domain.control.ChangeCalendar;
import dev.sluice.domain.control.ControlLevel;
import dev.sluice.domain.control.Controls;
import dev.sluice.domain.control.ControlsCombiner;
import dev.sluice.domain.control.EmergencyRule;
import dev.sluice.domain.control.FactsOf;
import dev.sluice.domain.control.JudgedRule;
import dev.sluice.domain.control.Policies;
import dev.sluice.domain.control.PolicyRule;
import dev.sluice.domain.control.RiskEstimate;
import dev.sluice.domain.control.RiskLowering;
import dev.sluice.domain.control.RiskRaise;
import dev.sluice.domain.control.RoleApprovals;
import dev.sluice.domain.control.RuleStatus;
import dev.sluice.domain.control.TouchedService;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class AssessmentTest {
  private static final Classification BY_TYPE =
      new Classification(ChangeClass.STANDARD, 2, 0, Duration.ofHours(8), List.of("By its type."));

  @Test
  void saysWhatEachRuleAdded() {
    FactsOf facts =
        FactsOf.aRelease()
            .touching(new TouchedService("pay", 1, ControlLevel.UNATTENDED, null))
            .withoutWayBack();

    Classification classification = assess(facts, Policies.NONE);

    assertThat(classification.risk()).isEqualTo(4);
    assertThat(classification.reasons())
        .containsExactly(
            "By its type.",
            "The risk rises from 2 to 3: pay is of tier 1.",
            "The risk rises from 3 to 4: not all of it can be taken back.",
            "Its control level is UNATTENDED: its services are declared, and nobody has to watch"
                + " it.");
  }

  @Test
  void policiesRaiseOnTopOfRulesAndModel() {
    Classification classification =
        Assessment.assess(
            FactsOf.aRelease().facts(),
            BY_TYPE,
            new RiskEstimate(0.5, 3),
            asking(new RiskRaise(1, 1, "rule friday raises it")),
            false,
            List.of());

    assertThat(classification.risk()).isEqualTo(4);
    assertThat(classification.reasons())
        .contains(
            "The risk rises from 2 to 3: the model gives it a chance of 50 % to fail.",
            "The risk rises from 3 to 4: rule friday raises it.");
  }

  @Test
  void whatAPersonLoweredIsWhatPoliciesAreAskedWith() {
    Classification lowered = lowered(new RiskLowering("grace", "risk-owner", 4, 2, "tried twice"));

    assertThat(lowered.risk()).isEqualTo(2);
    assertThat(lowered.approvalsNeeded()).isZero();
    assertThat(lowered.reasons())
        .contains("grace (risk-owner) lowered the risk from 4 to 2: tried twice");
  }

  @Test
  void aLoweringCountsNoMoreOnceTheRiskIsHigherThanItWasSeen() {
    Classification classification =
        lowered(new RiskLowering("grace", "risk-owner", 3, 2, "tried twice"));

    assertThat(classification.risk()).isEqualTo(4);
    assertThat(classification.approvalsNeeded()).isEqualTo(1);
    assertThat(classification.reasons())
        .contains(
            "grace (risk-owner) had lowered the risk from 3 to 2, which counts no more: it is 4"
                + " now.");
  }

  /** Of a change without a way back, where policies ask for an approval from risk 3 on. */
  private static Classification lowered(RiskLowering lowering) {
    Policies security = asking(new RoleApprovals("security", 1));
    Policies fromThree =
        judging(question -> question.risk() >= 3 ? security.judge(question) : Controls.NONE);
    return Assessment.assess(
        FactsOf.aRelease().withoutWayBack().facts(),
        BY_TYPE,
        null,
        fromThree,
        false,
        List.of(),
        lowering);
  }

  @Test
  void approvalsByRoleMakeItANormalChangeAndAddUp() {
    Classification classification =
        assess(FactsOf.aRelease(), asking(new RoleApprovals("security", 2)));

    assertThat(classification.approvalsNeeded()).isEqualTo(2);
    assertThat(classification.changeClass()).isEqualTo(ChangeClass.NORMAL);
    assertThat(classification.level()).isEqualTo(ControlLevel.ASSESSED);
  }

  @Test
  void policiesNeverTakeAwayTheTypesApprovals() {
    Classification three =
        new Classification(ChangeClass.NORMAL, 2, 3, Duration.ofHours(1), List.of());

    Classification classification =
        Assessment.assess(
            FactsOf.aRelease().facts(),
            three,
            null,
            asking(new RoleApprovals("security", 1)),
            false,
            List.of());

    assertThat(classification.approvalsNeeded()).isEqualTo(3);
    assertThat(classification.approvalTimeout()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void theLevelFollowsWhoCarriesItOutAndWhatIsDeclared() {
    assertThat(level(FactsOf.aRelease())).isEqualTo(ControlLevel.UNATTENDED);
    assertThat(level(FactsOf.aRelease().touching(TouchedService.undeclared("x"))))
        .isEqualTo(ControlLevel.BATCHED);
    assertThat(level(FactsOf.aRelease().carriedBy(Carrier.GUARDED))).isEqualTo(ControlLevel.GATED);
    assertThat(level(FactsOf.aRelease().carriedBy(Carrier.REPORTED)))
        .isEqualTo(ControlLevel.OBSERVED);
  }

  @Test
  void withoutServicesAndPoliciesNothingIsAdded() {
    FactsOf facts = FactsOf.aRelease().touching(TouchedService.undeclared("x")).ungoverned();

    assertThat(assess(facts, Policies.NONE)).isEqualTo(BY_TYPE);
  }

  @Test
  void stagesAreCutUnderTheTightenedCapAndTheBakeIsLonger() {
    RolloutType type =
        ChangeTypes.release(
            new Strategy(
                List.of(ChangeTypes.percent("100")),
                BatchSizing.WHOLE_STAGE,
                BatchSizing.NO_LIMIT,
                false));
    Controls controls =
        combined(
            new Asks(
                List.of(),
                null,
                null,
                Duration.ofMinutes(1),
                null,
                null,
                2,
                List.of(),
                null,
                null,
                null,
                EmergencyRule.BIND));
    List<PlanTarget> five =
        List.of("a", "b", "c", "d", "e").stream().map(name -> new PlanTarget(name, "z")).toList();

    Plan plan =
        Planner.plan(
                Tightening.tightened(type, controls),
                Map.of("service", "checkout", "version", "v2"),
                five)
            .orThrow();

    assertThat(plan.batches()).extracting(Batch::targets).containsExactly(2, 2, 1);
    assertThat(plan.maxTargetsAtRisk()).isEqualTo(2);
    assertThat(plan.bake().minimum()).isEqualTo(Duration.ofMinutes(1));
    assertThat(plan.bake().maximum()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void controlsNeverLoosenARecipe() {
    RolloutType type = ChangeTypes.release(ChangeTypes.complete(ChangeTypes.percent("100")));
    RolloutType strict =
        Tightening.tightened(
            type,
            combined(
                new Asks(
                    List.of(),
                    null,
                    null,
                    Duration.ofSeconds(1),
                    50.0,
                    1_000_000,
                    1_000_000,
                    List.of(),
                    null,
                    null,
                    null,
                    EmergencyRule.BIND)));

    assertThat(strict.bake()).isEqualTo(type.bake());
    assertThat(strict.strategy().batches().growth()).isEqualTo(1);
    assertThat(Tightening.tightened(type, Controls.NONE)).isEqualTo(type);
  }

  private static ControlLevel level(FactsOf facts) {
    return assess(facts, Policies.NONE).level();
  }

  private static Classification assess(FactsOf facts, Policies policies) {
    return Assessment.assess(facts.facts(), BY_TYPE, null, policies, false, List.of());
  }

  private static Policies asking(RiskRaise raise) {
    return answering(
        new Asks(
            List.of(),
            null,
            null,
            null,
            null,
            null,
            null,
            List.of(),
            null,
            null,
            raise,
            EmergencyRule.BIND));
  }

  private static Policies asking(RoleApprovals approvals) {
    return answering(
        new Asks(
            List.of(approvals),
            Duration.ofHours(24),
            null,
            null,
            null,
            null,
            null,
            List.of(),
            null,
            null,
            null,
            EmergencyRule.BIND));
  }

  private static Controls combined(Asks asks) {
    return ControlsCombiner.combine(
        List.of(
            new JudgedRule(
                new PolicyRule("rule", "", RuleStatus.ENFORCED, "true", asks),
                new JudgedRule.Matched())),
        ChangeCalendar.NONE,
        FactsOf.aRelease().facts());
  }

  private static Policies answering(Asks asks) {
    return judging(_ -> combined(asks));
  }

  private static Policies judging(Function<Policies.Question, Controls> judge) {
    return new Policies() {
      @Override
      public boolean declared() {
        return true;
      }

      @Override
      public Sight sightOfRunning() {
        return Sight.NONE;
      }

      @Override
      public ChangeCalendar calendar() {
        return ChangeCalendar.NONE;
      }

      @Override
      public Controls judge(Question question) {
        return judge.apply(question);
      }
    };
  }
}
