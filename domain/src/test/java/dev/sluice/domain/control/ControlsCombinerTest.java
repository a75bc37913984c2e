package dev.sluice.domain.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.changetype.Precheck;
import dev.sluice.domain.plan.ChangeClass;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ControlsCombinerTest {
  private static final TimeSpan MORNING =
      new TimeSpan.Weekly(
          Set.of(DayOfWeek.WEDNESDAY), LocalTime.of(8, 0), LocalTime.of(12, 0), ZoneOffset.UTC);

  @Test
  void takesTheStrictestOfEach() {
    Asks one =
        new Asks(
            List.of(new RoleApprovals("security", 1), new RoleApprovals("owner", 2)),
            Duration.ofHours(8),
            null,
            Duration.ofMinutes(5),
            3.0,
            null,
            10,
            List.of(Precheck.TARGETS_READY),
            null,
            null,
            RiskRaise.to(3, "one"),
            EmergencyRule.BIND);
    Asks other =
        new Asks(
            List.of(new RoleApprovals("security", 2)),
            Duration.ofHours(2),
            null,
            Duration.ofMinutes(20),
            2.0,
            4,
            5,
            List.of(),
            null,
            null,
            RiskRaise.by(1, "other"),
            EmergencyRule.BIND);

    Controls controls = combine(enforced("one", one), enforced("other", other));

    assertThat(controls.approvals())
        .containsExactly(new RoleApprovals("owner", 2), new RoleApprovals("security", 2));
    assertThat(controls.approvalTimeout()).isEqualTo(Duration.ofHours(2));
    assertThat(controls.minimumBake()).isEqualTo(Duration.ofMinutes(20));
    assertThat(controls.growth()).isEqualTo(2.0);
    assertThat(controls.maxBatch()).isEqualTo(4);
    assertThat(controls.maxTargetsAtRisk()).isEqualTo(5);
    assertThat(controls.prechecks()).containsExactly(Precheck.TARGETS_READY);
    assertThat(controls.raises()).containsExactly(new RiskRaise(3, 1, "one and other"));
    assertThat(controls.decision(FactsOf.TUESDAY)).isEqualTo(new PolicyDecision.Go());
    assertThat(controls.rules()).extracting(AppliedRule::name).containsExactly("one", "other");
  }

  @Test
  void aShadowRuleIsRecordedAndDecidesNothing() {
    Controls controls =
        combine(
            new JudgedRule(rule("shadow", RuleStatus.SHADOW, refusing()), new JudgedRule.Matched()),
            new JudgedRule(
                rule("broken", RuleStatus.SHADOW, refusing()), new JudgedRule.Failed("why")));

    assertThat(controls.decision(FactsOf.TUESDAY)).isEqualTo(new PolicyDecision.Go());
    assertThat(controls.rules())
        .containsExactly(
            new AppliedRule("shadow", RuleStatus.SHADOW, false, "refuses it: no"),
            new AppliedRule("broken", RuleStatus.SHADOW, true, "why"));
  }

  @Test
  void aRuleThatFailsHoldsTheChange() {
    Controls controls =
        combine(
            new JudgedRule(
                rule("broken", RuleStatus.ENFORCED, refusing()),
                new JudgedRule.Failed("/ by zero")));

    assertThat(controls.decision(FactsOf.TUESDAY))
        .isEqualTo(
            new PolicyDecision.Hold(
                List.of("Rule broken could not be evaluated (/ by zero): correct it.")));
  }

  @Test
  void aRefusalWinsOverAHold() {
    Controls controls = combine(enforced("hold", holding()), enforced("refuse", refusing()));

    assertThat(controls.decision(FactsOf.TUESDAY))
        .isEqualTo(new PolicyDecision.Refuse(List.of("Rule refuse refuses it: no.")));
  }

  @Test
  void aWindowSaysFromWhenToWhenItMayBegin() {
    Controls controls = combine(enforced("morning", within(MORNING, EmergencyRule.BIND)));

    assertThat(controls.notBefore()).isEqualTo(Instant.parse("2026-11-25T08:00:00Z"));
    assertThat(controls.notAfter()).isEqualTo(Instant.parse("2026-11-25T12:00:00Z"));
    assertThat(controls.decision(FactsOf.TUESDAY)).isInstanceOf(PolicyDecision.Hold.class);
    assertThat(controls.decision(Instant.parse("2026-11-25T08:00:00Z")))
        .isEqualTo(new PolicyDecision.Go());
    assertThat(controls.decision(Instant.parse("2026-11-25T12:00:00Z")))
        .isInstanceOf(PolicyDecision.Hold.class);
  }

  @Test
  void anEmergencySkipsOnlyTheWaitsOfRulesThatSaySo() {
    ChangeFacts emergency = FactsOf.aRelease().ofClass(ChangeClass.EMERGENCY, 0).facts();
    var skips = enforced("skips", within(MORNING, EmergencyRule.SKIP_WAITS));
    var binds = enforced("binds", within(MORNING, EmergencyRule.BIND));

    assertThat(ControlsCombiner.combine(List.of(skips), ChangeCalendar.NONE, emergency).notBefore())
        .isNull();
    assertThat(ControlsCombiner.combine(List.of(binds), ChangeCalendar.NONE, emergency).notBefore())
        .isNotNull();
    assertThat(combine(skips).notBefore()).isNotNull();
  }

  @Test
  void aRuleMayAllowNoEmergency() {
    ChangeFacts emergency = FactsOf.aRelease().ofClass(ChangeClass.EMERGENCY, 0).facts();
    var none =
        enforced("none", with(null, null, null, new RoleApprovals("a", 1), EmergencyRule.REFUSE));

    assertThat(
            ControlsCombiner.combine(List.of(none), ChangeCalendar.NONE, emergency)
                .decision(FactsOf.TUESDAY))
        .isInstanceOf(PolicyDecision.Refuse.class);
    assertThat(combine(none).decision(FactsOf.TUESDAY)).isEqualTo(new PolicyDecision.Go());
  }

  @Test
  void aFreezeInItsScopeIsRecordedAndLeftToTheGate() {
    ChangeCalendar calendar = frozen(RuleStatus.ENFORCED, List.of("checkout"), true);

    Controls controls = ControlsCombiner.combine(List.of(), calendar, atFreeze(calendar));

    assertThat(controls.notBefore()).isNull();
    assertThat(controls.rules()).extracting(AppliedRule::name).containsExactly("freeze sales");
  }

  @Test
  void aFreezeOfOthersOrInShadowBindsNothing() {
    ChangeCalendar others = frozen(RuleStatus.ENFORCED, List.of("search"), true);
    ChangeCalendar shadow = frozen(RuleStatus.SHADOW, List.of(), true);

    assertThat(ControlsCombiner.combine(List.of(), others, atFreeze(others)).notBefore()).isNull();
    assertThat(ControlsCombiner.combine(List.of(), shadow, atFreeze(shadow)).notBefore()).isNull();
    assertThat(ControlsCombiner.combine(List.of(), shadow, atFreeze(shadow)).rules()).hasSize(1);
  }

  @Test
  void aWindowInAFreezeIsOfNoUse() {
    ChangeCalendar calendar = frozen(RuleStatus.ENFORCED, List.of(), true);
    var always =
        new TimeSpan.Once(
            LocalDateTime.parse("2026-11-01T00:00"),
            LocalDateTime.parse("2026-12-01T00:00"),
            ZoneOffset.UTC);

    Controls controls =
        ControlsCombiner.combine(
            List.of(enforced("window", within(always, EmergencyRule.BIND))),
            calendar,
            atFreeze(calendar));

    assertThat(controls.notBefore()).isEqualTo(Instant.parse("2026-11-26T00:00:00Z"));
  }

  @Test
  void aFreezeMayLetEmergenciesThrough() {
    FactsOf emergency = FactsOf.aRelease().ofClass(ChangeClass.EMERGENCY, 0);
    ChangeCalendar lets = frozen(RuleStatus.ENFORCED, List.of(), true);
    ChangeCalendar bars = frozen(RuleStatus.ENFORCED, List.of(), false);

    assertThat(
            ControlsCombiner.combine(List.of(), lets, emergency.at(lets, FactsOf.TUESDAY).facts())
                .rules())
        .isEmpty();
    assertThat(
            ControlsCombiner.combine(List.of(), bars, emergency.at(bars, FactsOf.TUESDAY).facts())
                .rules())
        .hasSize(1);
  }

  @Test
  void windowsAndFreezesThatLeaveNoTimeHoldTheChange() {
    var never =
        new TimeSpan.Once(
            LocalDateTime.parse("2020-01-01T00:00"),
            LocalDateTime.parse("2020-01-02T00:00"),
            ZoneOffset.UTC);

    assertThat(
            combine(enforced("never", within(never, EmergencyRule.BIND))).decision(FactsOf.TUESDAY))
        .isInstanceOf(PolicyDecision.Hold.class);
  }

  @Test
  void aServicesOwnCapCountsToo() {
    ChangeFacts facts =
        FactsOf.aRelease().touching(new TouchedService("checkout", 1, null, 2)).facts();

    assertThat(ControlsCombiner.combine(List.of(), ChangeCalendar.NONE, facts).maxTargetsAtRisk())
        .isEqualTo(2);
  }

  private static ChangeCalendar frozen(RuleStatus status, List<String> services, boolean lets) {
    return new ChangeCalendar(
        true,
        ZoneOffset.UTC,
        List.of(
            new Freeze(
                "sales",
                status,
                new TimeSpan.Once(
                    LocalDateTime.parse("2026-11-24T00:00"),
                    LocalDateTime.parse("2026-11-26T00:00"),
                    ZoneOffset.UTC),
                new Scope(List.of(), services, List.of(), List.of()),
                lets)),
        List.of());
  }

  private static ChangeFacts atFreeze(ChangeCalendar calendar) {
    return FactsOf.aRelease().at(calendar, FactsOf.TUESDAY).facts();
  }

  private static Controls combine(JudgedRule... rules) {
    return ControlsCombiner.combine(
        List.of(rules), ChangeCalendar.NONE, FactsOf.aRelease().facts());
  }

  private static JudgedRule enforced(String name, Asks asks) {
    return new JudgedRule(rule(name, RuleStatus.ENFORCED, asks), new JudgedRule.Matched());
  }

  private static PolicyRule rule(String name, RuleStatus status, Asks asks) {
    return new PolicyRule(name, "A rule.", status, "true", asks);
  }

  private static Asks refusing() {
    return with("no", null, null, null, EmergencyRule.BIND);
  }

  private static Asks holding() {
    return with(null, "wait", null, null, EmergencyRule.BIND);
  }

  private static Asks within(TimeSpan window, EmergencyRule emergency) {
    return with(null, null, window, null, emergency);
  }

  private static Asks with(
      @Nullable String refuse,
      @Nullable String hold,
      @Nullable TimeSpan window,
      @Nullable RoleApprovals approvals,
      EmergencyRule emergency) {
    return new Asks(
        approvals == null ? List.of() : List.of(approvals),
        null,
        window,
        null,
        null,
        null,
        null,
        List.of(),
        refuse,
        hold,
        null,
        emergency);
  }
}
