package dev.sluice.activities.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.activities.catalog.ChangeTypeCatalog;
import dev.sluice.activities.catalog.ServiceFolder;
import dev.sluice.activities.conformance.ForwardingSubDomain;
import dev.sluice.activities.ledger.Entries;
import dev.sluice.activities.ledger.Ledger;
import dev.sluice.activities.ledger.LedgerConfig;
import dev.sluice.activities.policy.PolicyFolder;
import dev.sluice.activities.record.LedgerRecords;
import dev.sluice.activities.subdomain.RecordingSubDomain;
import dev.sluice.activities.subdomain.SubDomainCatalog;
import dev.sluice.domain.changetype.ParameterSpec;
import dev.sluice.domain.control.AppliedRule;
import dev.sluice.domain.control.Carrier;
import dev.sluice.domain.control.ControlLevel;
import dev.sluice.domain.control.Controls;
import dev.sluice.domain.control.RiskEstimate;
import dev.sluice.domain.control.RiskLowering;
import dev.sluice.domain.control.RiskModel;
import dev.sluice.domain.control.RoleApprovals;
import dev.sluice.domain.control.RunningChange;
import dev.sluice.domain.control.RunningChanges;
import dev.sluice.domain.ledger.Content;
import dev.sluice.domain.ledger.Ended;
import dev.sluice.domain.ledger.RolledBack;
import dev.sluice.domain.plan.Batch;
import dev.sluice.domain.plan.ChangeClass;
import dev.sluice.domain.plan.ChangePlan;
import dev.sluice.domain.plan.Classification;
import dev.sluice.domain.plan.Plan;
import dev.sluice.domain.plan.StepsPlan;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.rollout.Outcome;
import dev.sluice.domain.subdomain.Capability;
import dev.sluice.domain.subdomain.Description;
import dev.sluice.domain.subdomain.SubDomain;
import dev.sluice.domain.subdomain.TargetKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangePlannerTest {
  private static final InstantSource TUESDAY =
      InstantSource.fixed(Instant.parse("2026-11-24T09:00:00Z"));
  private static final Map<String, String> CHECKOUT_V2 =
      Map.of("service", "checkout", "version", "v2");

  @TempDir private Path folder;

  @BeforeEach
  void declare() throws IOException {
    Files.createDirectory(folder.resolve("types"));
    Files.createDirectory(folder.resolve("services"));
    Files.createDirectory(folder.resolve("policies"));
    write("policies/roles.yaml", "roles: {security: [grace]}\n");
    service("tier: 1");
  }

  @Test
  void withoutServicesAndPoliciesAPlanIsAsItsTypeSays() {
    Plan plan = plan(Governance.NONE);

    assertThat(plan.classification().risk()).isEqualTo(2);
    assertThat(plan.classification().level()).isEqualTo(ControlLevel.BATCHED);
    assertThat(plan.classification().controls()).isEqualTo(Controls.NONE);
    assertThat(plan.classification().reasons()).hasSize(3);
  }

  @Test
  void policiesRaiseRiskAskForApprovalsAndTightenTheStages() throws IOException {
    rule(
        "change.tier == 1 && risk.level == 3",
        """
            approvals: [{role: security}]
            minimumBake: 1m
            maxTargetsAtRisk: 2
            raiseRisk: {by: 1}
        """);

    Plan plan = plan(governance());

    assertThat(plan.classification().risk()).isEqualTo(4);
    assertThat(plan.classification().changeClass()).isEqualTo(ChangeClass.NORMAL);
    assertThat(plan.classification().approvalsNeeded()).isEqualTo(1);
    assertThat(plan.classification().controls().approvals())
        .containsExactly(new RoleApprovals("security", 1));
    assertThat(plan.classification().controls().rules())
        .extracting(AppliedRule::name)
        .containsExactly("one");
    assertThat(plan.batches()).extracting(Batch::targets).containsExactly(1, 2, 2, 1);
    assertThat(plan.maxTargetsAtRisk()).isEqualTo(2);
    assertThat(plan.bake().minimum()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void policiesAreAskedWithTheRiskThatAPersonLowered() throws IOException {
    rule("risk.level >= 3", "    approvals: [{role: security}]\n");
    ChangePlanner planner =
        new ChangePlanner(ChangeTypeCatalog.shipped()::find, subDomains(), governance());
    RiskLowering lowering = new RiskLowering("grace", "risk-owner", 3, 2, "tried on staging twice");

    ChangePlan lowered =
        planner.plan("fleet-release", CHECKOUT_V2, "ada", Carrier.SLUICE, lowering);

    assertThat(plan(governance()).classification().approvalsNeeded()).isEqualTo(1);
    assertThat(lowered.classification().risk()).isEqualTo(2);
    assertThat(lowered.classification().approvalsNeeded()).isZero();
    assertThat(lowered.classification().reasons()).contains(lowering.words());
  }

  @Test
  void whatPoliciesAskOfAWholeBindsEachOfItsSteps() throws IOException {
    write(
        "types/twice.yaml",
        """
        name: twice
        version: 1
        owner: platform
        description: Releases a service twice.
        title: release checkout twice
        steps:
          - name: first
            type: fleet-release
            parameters: {service: checkout, version: v2}
          - name: second
            type: fleet-release
            parameters: {service: checkout, version: v3}
            after: [first]
        control:
          risk: 2
        """);
    Files.copy(
        Path.of("..", "change-types", "fleet-release.yaml"),
        folder.resolve("types/fleet-release.yaml"));
    rule(
        "change.type == 'twice' && 'fleet-release' in change.types && change.targets == 12",
        "    maxTargetsAtRisk: 1\n    approvals: [{role: security}]\n");
    ChangeTypeCatalog types = ChangeTypeCatalog.of(folder.resolve("types"));

    StepsPlan plan =
        (StepsPlan)
            new ChangePlanner(types::find, subDomains(), governance())
                .plan("twice", Map.of(), "ada");

    assertThat(plan.classification().approvalsNeeded()).isEqualTo(1);
    assertThat(plan.steps())
        .hasSize(2)
        .allSatisfy(step -> {
          assertThat(step.plan().batches()).extracting(Batch::targets).containsOnly(1);
          assertThat(step.plan().classification().approvalsNeeded()).isZero();
          assertThat(step.plan().classification().controls()).isEqualTo(Controls.NONE);
        });
  }

  @Test
  void aChangeThatMeetsMostOfTheTrafficIsRiskierAndPoliciesKnowHowMuch() throws IOException {
    Path shipped = Path.of("..", "change-types", "fleet-release.yaml");
    write(
        "types/fleet-release.yaml",
        Files.readString(shipped)
            .replace("  approvals: 0", "  approvals: 0\n  trafficPercent: 80"));
    rule("change.trafficShare > 0.75", "    approvals: [{role: security}]\n");
    ChangeTypeCatalog types = ChangeTypeCatalog.of(folder.resolve("types"));

    Classification classification =
        new ChangePlanner(types::find, subDomains(), governance())
            .plan("fleet-release", CHECKOUT_V2, "ada")
            .classification();

    assertThat(classification.reasons()).anyMatch(why -> why.contains("half of the traffic"));
    assertThat(classification.approvalsNeeded()).isEqualTo(1);
  }

  @Test
  void aRefusedChangeGetsNoPlan() throws IOException {
    rule("change.targets > 5", "    refuse: six are too many\n");

    assertThatThrownBy(() -> plan(governance()))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> {
              assertThat(refused.problem().code()).isEqualTo("REFUSED_BY_POLICY");
              assertThat(refused.problem().message())
                  .isEqualTo("Rule one refuses it: six are too many.");
            });
  }

  @Test
  void aServicesOwnCapCutsTheStages() throws IOException {
    service("tier: 1\ntargetsAtRisk: 1");

    assertThat(plan(governance()).batches()).extracting(Batch::targets).containsOnly(1);
  }

  @Test
  void aServiceWhoseFileWasNeverRightHoldsTheChange() throws IOException {
    service("tier: nine");

    assertThat(plan(governance()).classification().controls().holds())
        .anyMatch(why -> why.contains("checkout.yaml:2:"));
  }

  @Test
  void aFullyDeclaredChangeThatNeedsNobodyIsUnattended() throws IOException {
    assertThat(plan(governance()).classification().level()).isEqualTo(ControlLevel.UNATTENDED);
  }

  @Test
  void whatTheLedgerAndTheModelTellRaisesTheRiskAndSaysWhy() {
    LedgerConfig file = LedgerConfig.inFile(folder.resolve("ledger.db"));
    InstantSource nextDay = InstantSource.fixed(Entries.TIME.plus(Duration.ofDays(1)));
    try (Ledger ledger = Ledger.of(file);
        LedgerRecords records = new LedgerRecords(ledger, nextDay)) {
      for (int i = 1; i <= 3; i++) {
        ledger.append(Entries.of("c-" + i, ROLLED_BACK));
      }

      assertThat(plan(told(records, RiskModel.NONE)).classification().reasons())
          .contains(
              "The risk rises from 3 to 4: 3 of the last 3 changes of these services failed, the last one because of: errors rose.");
      assertThat(
              plan(told(records, _ -> Optional.of(new RiskEstimate(0.42, 5))))
                  .classification()
                  .reasons())
          .contains("The risk rises from 4 to 5: the model gives it a chance of 42 % to fail.");
    }
  }

  @Test
  void plansWithoutTheLedgerAndSaysSo() {
    LedgerConfig nowhere = LedgerConfig.inFile(folder.resolve("none.db"));
    try (Ledger missing = Ledger.reading(nowhere);
        LedgerRecords records = new LedgerRecords(missing, TUESDAY)) {
      assertThat(plan(told(records, RiskModel.NONE)).classification().reasons())
          .contains(
              "How earlier changes of this requester and of these services went could not be read: it raises nothing.");
    }
  }

  @Test
  void holdsAChangeWhileOneRunsThatARuleForbidsBesideIt() throws IOException {
    rule("running.exists(other, other.risk >= 4)", "    holdWhile: a dangerous change runs\n");
    RunningChange dangerous =
        new RunningChange("x", "rack", List.of("mail"), List.of("a"), ChangeClass.NORMAL, 4, 9);
    assertThat(plan(beside(() -> List.of(dangerous))).classification().controls().holds())
        .anyMatch(hold -> hold.contains("a dangerous change runs"));
    assertThat(plan(beside(List::of)).classification().controls().holds()).isEmpty();
  }

  @Test
  void holdsAChangeWhileNobodyKnowsWhatRunsThatARuleAsksFor() throws IOException {
    Governance unknown =
        beside(() -> {
          throw new ProblemException(new Problem.Passing("RUNNING_CHANGES_UNKNOWN", "no gate"));
        });
    rule("running.size() > 3", "    holdWhile: three run\n");
    assertThat(plan(unknown).classification().controls().holds()).contains("no gate");
    rule("change.targets > 99", "    holdWhile: too many\n");
    assertThat(plan(unknown).classification().controls().holds()).isEmpty();
  }

  private Governance beside(RunningChanges running) {
    Governance alone = governance();
    return new Governance(
        alone.services(), alone.policies(), alone.records(), alone.model(), running, alone.clock());
  }

  private static final List<Content> ROLLED_BACK =
      List.of(
          Entries.registered("checkout"),
          new RolledBack("errors rose", 3, Duration.ofMinutes(1), true),
          new Ended(
              Outcome.ROLLED_BACK, 3, false, Duration.ZERO, Duration.ZERO, Duration.ofMinutes(5)));

  private Governance told(LedgerRecords records, RiskModel model) {
    Governance alone = governance();
    return new Governance(
        alone.services(), alone.policies(), records, model, RunningChanges.NONE, alone.clock());
  }

  private Governance governance() {
    return Governance.of(
        ServiceFolder.of(folder.resolve("services"))::content,
        PolicyFolder.of(folder.resolve("policies")),
        TUESDAY);
  }

  private static Plan plan(Governance governance) {
    ChangeTypeCatalog types = ChangeTypeCatalog.shipped();
    return (Plan)
        new ChangePlanner(types::find, subDomains(), governance)
            .plan("fleet-release", CHECKOUT_V2, "ada");
  }

  private static SubDomainCatalog subDomains() {
    return new SubDomainCatalog(List.of(releasing(new RecordingSubDomain(8).withTargets(6))));
  }

  private static SubDomain releasing(SubDomain targets) {
    return new ForwardingSubDomain(() -> targets) {
      @Override
      public Description describe() {
        return new Description(
            "releases in memory",
            List.of(new TargetKind("instance", "A process.")),
            List.of(
                new Capability(
                    "release",
                    "Releases.",
                    "instance",
                    List.of(
                        ParameterSpec.required("service", "Which.", "[a-z]+"),
                        ParameterSpec.required("version", "To which.", "[a-z0-9]+")),
                    Capability.WayBack.by("Puts the version back."))),
            super.describe().limits());
      }
    };
  }

  private void service(String tier) throws IOException {
    write("services/checkout.yaml", "name: checkout\n" + tier + "\nowner: orders\n");
  }

  private void rule(String when, String asks) throws IOException {
    write(
        "policies/rules.yaml",
        """
        rules:
          - name: one
            description: A rule.
            status: enforced
            when: %s
        """
                .formatted(when)
            + asks);
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }
}
