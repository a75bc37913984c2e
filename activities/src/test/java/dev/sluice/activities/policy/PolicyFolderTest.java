package dev.sluice.activities.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.activities.yaml.Refusal;
import dev.sluice.domain.control.AppliedRule;
import dev.sluice.domain.control.Controls;
import dev.sluice.domain.control.PolicyDecision;
import dev.sluice.domain.control.RoleApprovals;
import dev.sluice.domain.control.RuleStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyFolderTest {
  private static final String ROLES =
      """
      roles:
        security: [grace, ken]
      """;
  private static final String FULL =
      """
      rules:
        - name: full
          description: Everything a rule can ask for.
          status: enforced
          when: change.tier == 1
          approvals:
            - role: security
              count: 2
          approvalTimeout: 2h
          window:
            earliestStart: "10:00"
            latestStart: "16:00"
            days: [tuesday]
            timeZone: UTC
          minimumBake: 5m
          batches: {growth: 2, max: 3}
          maxTargetsAtRisk: 4
          prechecks: [targets_ready]
          raiseRisk: {to: 4}
          emergency: skip_waits
      """;

  @TempDir private Path folder;

  @Test
  void readsEverythingARuleCanAskFor() throws IOException {
    write("roles.yaml", ROLES);
    write("core.yaml", FULL);

    PolicyFolder policies = PolicyFolder.of(folder);
    Controls controls = policies.judge(Questions.release());

    assertThat(policies.refused()).isEmpty();
    assertThat(controls.approvals()).containsExactly(new RoleApprovals("security", 2));
    assertThat(controls.approvalTimeout()).isEqualTo(Duration.ofHours(2));
    assertThat(controls.notBefore()).isEqualTo(Instant.parse("2026-11-24T10:00:00Z"));
    assertThat(controls.notAfter()).isEqualTo(Instant.parse("2026-11-24T16:00:00Z"));
    assertThat(controls.minimumBake()).isEqualTo(Duration.ofMinutes(5));
    assertThat(controls.growth()).isEqualTo(2);
    assertThat(controls.maxBatch()).isEqualTo(3);
    assertThat(controls.maxTargetsAtRisk()).isEqualTo(4);
    assertThat(controls.raises()).hasSize(1);
    assertThat(controls.rules()).extracting(AppliedRule::name).containsExactly("full");
  }

  @Test
  void namesThePlaceOfAMistakeInACondition() throws IOException {
    write("plain.yaml", rule("change.targts > 5", "refuse: no"));
    write("quoted.yaml", rule("\"change.targts > 5\"", "refuse: no"));
    write("block.yaml", rule("|\n      true &&\n        change.targts > 5", "refuse: no"));

    assertThat(PolicyFolder.of(folder).refused())
        .extracting(Refusal::describe)
        .allMatch(line -> line.contains("did you mean targets?"))
        .satisfiesExactlyInAnyOrder(
            one -> assertThat(one).startsWith("block.yaml:7:15: rules[0].when: "),
            one -> assertThat(one).startsWith("plain.yaml:5:17: rules[0].when: "),
            one -> assertThat(one).startsWith("quoted.yaml:5:18: rules[0].when: "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "approvals: [{role: securty}] | there is no role securty in roles.yaml: did you mean security?",
        "approvals: [{role: security, count: 3}] | is more than hold the role security",
        "approval: 1 | unknown key: did you mean approvals?",
        "window: {earliestStart: \"9am\", latestStart: \"16:00\", timeZone: UTC} | must be a time of day",
        "window: {earliestStart: \"09:00\", latestStart: \"16:00\", timeZone: Berlin} | must be a time zone",
        "maxTargetsAtRisk: 0 | maxTargetsAtRisk: at least 1",
        "raiseRisk: {to: 3, by: 1} | must have either to: LEVEL or by: LEVELS",
        "raiseRisk: {to: 6} | a risk lies in 1 to 5",
        "minimumBake: 5 minutes | must be a duration",
        "prechecks: [ready] | must be one of: targets_ready",
        "emergency: bind | asks for nothing",
      })
  void refusesWhatARuleCantAsk(String asks, String message) throws IOException {
    write("roles.yaml", ROLES);
    write("rules.yaml", rule("true", asks));

    assertThat(PolicyFolder.of(folder).refused())
        .anySatisfy(one -> {
          assertThat(one.describe()).startsWith("rules.yaml:").contains(message);
          assertThat(one.line()).isPositive();
        });
  }

  @Test
  void aMistakeAtTheFirstStartHoldsEveryChange() throws IOException {
    write("rules.yaml", rule("change.targts > 5", "refuse: no"));

    assertThat(PolicyFolder.of(folder).judge(Questions.release()).decision(Questions.NOW))
        .isInstanceOfSatisfying(
            PolicyDecision.Hold.class,
            hold ->
                assertThat(hold.reasons().getFirst())
                    .startsWith("No policies are in force")
                    .contains("rules.yaml:5:17"));
  }

  @Test
  void aFolderThatIsNotThereHoldsEveryChange() {
    assertThat(
            PolicyFolder.of(folder.resolve("none"))
                .judge(Questions.release())
                .decision(Questions.NOW))
        .isInstanceOf(PolicyDecision.Hold.class);
  }

  @Test
  void aFileThatBecomesWrongLeavesTheLastGoodPoliciesInForce() throws IOException {
    write("rules.yaml", rule("change.targets > 5", "refuse: too many"));
    PolicyFolder policies = PolicyFolder.of(folder);
    write("rules.yaml", rule("change.targts > 500", "refuse: too many"));

    assertThat(policies.judge(Questions.release()).decision(Questions.NOW))
        .isInstanceOf(PolicyDecision.Refuse.class);
    assertThat(policies.refused().getFirst().describe())
        .endsWith("(the last good set of policies stays in use)");
  }

  @Test
  void aFileThatChangesCountsAtOnce() throws IOException {
    write("rules.yaml", rule("change.targets > 5", "refuse: too many"));
    PolicyFolder policies = PolicyFolder.of(folder);
    write("rules.yaml", rule("change.targets > 500", "refuse: too many"));

    assertThat(policies.judge(Questions.release()).decision(Questions.NOW))
        .isEqualTo(new PolicyDecision.Go());
  }

  @Test
  void aRuleThatFailsAtRunTimeHoldsTheChange() throws IOException {
    write("rules.yaml", rule("change.parameters['region'] == 'eu'", "refuse: no"));

    assertThat(PolicyFolder.of(folder).judge(Questions.release()).decision(Questions.NOW))
        .isInstanceOfSatisfying(
            PolicyDecision.Hold.class,
            hold -> assertThat(hold.reasons().getFirst()).contains("there is no region"));
  }

  @Test
  void aShadowRuleIsRecordedOnly() throws IOException {
    write("rules.yaml", rule("true", "refuse: no").replace("enforced", "shadow"));

    Controls controls = PolicyFolder.of(folder).judge(Questions.release());

    assertThat(controls.decision(Questions.NOW)).isEqualTo(new PolicyDecision.Go());
    assertThat(controls.rules())
        .containsExactly(new AppliedRule("one", RuleStatus.SHADOW, false, "refuses it: no"));
  }

  @Test
  void aRuleHoldsWhileOtherChangesOfTheServiceRun() throws IOException {
    write(
        "rules.yaml",
        rule(
            "running.exists(r, r.services.exists(s, s in change.services))",
            "holdWhile: another change is under way"));
    PolicyFolder policies = PolicyFolder.of(folder);

    assertThat(policies.judge(Questions.whileRunning(1)).decision(Questions.NOW))
        .isInstanceOf(PolicyDecision.Hold.class);
    assertThat(policies.judge(Questions.release()).decision(Questions.NOW))
        .isEqualTo(new PolicyDecision.Go());
  }

  @Test
  void namesEveryMistakeOfACalendar() throws IOException {
    write(
        "calendar.yaml",
        """
        timeZone: Mars/Olympus
        freezes:
          - name: sales
            status: enforced
            from: 2026-11-27
            to: 2026-11-30T00:00
            scope: {tiers: [0]}
        """);

    assertThat(PolicyFolder.of(folder).refused())
        .extracting(Refusal::describe)
        .anyMatch(line -> line.startsWith("calendar.yaml:1:") && line.contains("time zone"))
        .anyMatch(line -> line.startsWith("calendar.yaml:5:") && line.contains("a date and a time"))
        .anyMatch(line -> line.startsWith("calendar.yaml:7:") && line.contains("a tier"));
  }

  @Test
  void twoRulesOfOneNameAreRefused() throws IOException {
    write("a.yaml", rule("true", "refuse: no"));
    write("b.yaml", rule("true", "refuse: no"));

    assertThat(PolicyFolder.of(folder).refused().getFirst().describe())
        .isEqualTo("b.yaml: one: is a rule of a.yaml too: rename one of them");
  }

  @Test
  void theShippedPoliciesAreRightAndBindNoOrdinaryChange() {
    PolicyFolder shipped = PolicyFolder.of(Path.of("..", "policies"));

    assertThat(shipped.refused()).isEmpty();
    Controls controls = shipped.judge(Questions.release());
    assertThat(controls.decision(Questions.NOW)).isEqualTo(new PolicyDecision.Go());
    assertThat(controls.approvals()).isEmpty();
    assertThat(controls.maxTargetsAtRisk()).isNull();
    assertThat(controls.rules()).isNotEmpty().allMatch(rule -> rule.status() == RuleStatus.SHADOW);
  }

  private static String rule(String when, String asks) {
    return """
    rules:
      - name: one
        description: A rule.
        status: enforced
        when: %s
        %s
    """
        .formatted(when, asks);
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }
}
