package dev.sluice.worker.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.proto.v1.AbortChangeRequest;
import dev.sluice.proto.v1.ApproveChangeRequest;
import dev.sluice.proto.v1.Change;
import dev.sluice.proto.v1.DeclareIncidentRequest;
import dev.sluice.proto.v1.EndIncidentRequest;
import dev.sluice.proto.v1.Gate;
import dev.sluice.proto.v1.GetGateRequest;
import dev.sluice.proto.v1.LowerRiskRequest;
import dev.sluice.proto.v1.Outcome;
import dev.sluice.proto.v1.Phase;
import java.io.IOException;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The control that a change's class asks for, and changes that meet, on a real Temporal server. */
@Tag("server")
class ControlServerTest {
  private static final String ALWAYS =
      """
      freezes:
        - name: quarter end
          status: enforced
          from: 2020-01-01T00:00
          to: 2040-01-01T00:00
          scope:
            services: [checkout]
      """;

  private static final String LEDGER_AFTER_CATALOG =
      """
      rules:
        - name: ledger-after-catalog
          description: The ledger is not changed while the catalog is.
          status: enforced
          when: |
            "ledger" in change.services &&
            running.exists(other, "catalog" in other.services && other.risk <= 3)
          holdWhile: the catalog changes
      """;

  @TempDir private static Path folder;
  private static ControlStage stage;

  @BeforeAll
  static void begin() throws IOException {
    stage = new ControlStage(folder);
  }

  @AfterAll
  static void end() {
    stage.close();
  }

  @Test
  void aStandardChangeRunsAtOnce() {
    String name = stage.start("fleet-release", "storefront", "v2");
    completes(name);
    assertThat(stage.events(name)).containsKey("GATE_OPENED").doesNotContainKey("GATE_WAITS");
  }

  @Test
  void aNormalChangeWaitsForItsApprover() {
    String name = stage.start("fleet-asked", "catalog", "v2");
    Change waits = stage.await(name, Phase.AWAITING_APPROVAL);
    assertThat(waits.getWaitingFor()).contains("1 approval from anyone but ann");
    stage
        .as("bob")
        .approveChange(ApproveChangeRequest.newBuilder().setName(name).setReason("seen").build());
    completes(name);
  }

  @Test
  void aRiskOwnerLowersARiskOnRecord() {
    String name = stage.start("fleet-asked", "catalog", "v3");
    Change waits = stage.await(name, Phase.AWAITING_APPROVAL);
    LowerRiskRequest lower =
        LowerRiskRequest.newBuilder()
            .setName(name)
            .setRisk(waits.getPlan().getRisk() - 1)
            .setReason("the same change ran twice today")
            .build();
    assertThatThrownBy(() -> stage.as("bob").lowerRisk(lower))
        .hasMessageContaining("do not hold the role risk-owner");
    stage.as("rita").lowerRisk(lower);
    Change again =
        stage.await(
            name,
            change ->
                change.getPhase() == Phase.AWAITING_APPROVAL
                    && change.getPlan().getRisk() == lower.getRisk());
    assertThat(again.getRiskLowered()).startsWith("rita (risk-owner) lowered the risk");
    stage
        .as("ann")
        .abortChange(AbortChangeRequest.newBuilder().setName(name).setReason("seen").build());
    assertThat(stage.await(name, Phase.ENDED).getOutcome()).isEqualTo(Outcome.REFUSED);
    assertThat(stage.events(name)).containsKeys("RISK_LOWERED", "PLANNING_AGAIN");
  }

  @Test
  void changesOfNeighbouringServicesTakeTurns() {
    String first = stage.start("fleet-release", "payment", "v2");
    stage.await(first, change -> change.getProgress().getBatch() > 0);
    String second = stage.start("fleet-release", "ledger", "v2");
    Change waits = stage.await(second, change -> change.getWaitingFor().contains("goes first"));
    assertThat(waits.getPhase()).isEqualTo(Phase.AT_GATE);
    assertThat(waits.getWaitingFor()).contains(first.substring("changes/".length()));
    Gate gate = stage.control().getGate(GetGateRequest.getDefaultInstance());
    assertThat(gate.getWaitingList()).anyMatch(one -> one.getChange().equals(second));
    completes(first);
    completes(second);
  }

  @Test
  void anIncidentSuspendsARunningChangeWhichGoesOnWithAFreshBaseline() {
    String name = stage.start("fleet-release", "inventory", "v2");
    stage.await(name, change -> change.getProgress().getBatch() > 0);
    stage
        .control()
        .declareIncident(
            DeclareIncidentRequest.newBuilder()
                .setName("inventory-slow")
                .setReason("a look is needed")
                .addServices("inventory")
                .build());
    Change suspended = stage.await(name, Phase.SUSPENDED);
    assertThat(suspended.getWaitingFor()).contains("incident inventory-slow");
    stage
        .control()
        .endIncident(
            EndIncidentRequest.newBuilder().setName("inventory-slow").setReason("fine").build());
    stage.await(name, Phase.TAKING_BASELINE);
    completes(name);
    assertThat(stage.events(name))
        .containsKeys("STOP_ASKED", "SUSPENDED", "WOKEN", "BASELINE_BEGUN", "BASELINE_TAKEN");
  }

  @Test
  void anEmergencyPassesAFreezeOnRecord() {
    stage.calendar(ALWAYS);
    Awaitility.await()
        .until(() ->
            stage.control().getGate(GetGateRequest.getDefaultInstance()).getStopsList().stream()
                .anyMatch(stop -> stop.getName().equals("quarter end")));
    String kept = stage.start("fleet-release", "checkout", "v2");
    Change waits = stage.await(kept, change -> change.getWaitingFor().contains("quarter end"));
    assertThat(waits.getPhase()).isEqualTo(Phase.AT_GATE);
    String urgent = stage.start("fleet-hotfix", "checkout", "v2");
    completes(urgent);
    assertThat(stage.events(urgent).get("GATE_OPENED"))
        .contains("passes freeze quarter end", "an emergency");
    stage.calendar("");
    completes(kept);
  }

  @Test
  void aRuleOverRunningChangesHoldsAChangeUntilTheOtherHasEnded() {
    stage.rules(LEDGER_AFTER_CATALOG);
    String first = stage.start("fleet-release", "catalog", "v1");
    stage.await(first, change -> change.getProgress().getBatch() > 0);
    String second = stage.start("fleet-release", "ledger", "v1");
    Change held =
        stage.await(second, change -> change.getWaitingFor().contains("the catalog changes"));
    assertThat(held.getPhase()).isEqualTo(Phase.PLANNING);
    stage.await(first, Phase.ENDED);
    stage.await(second, change -> change.getPhase() != Phase.PLANNING);
    stage.await(second, Phase.ENDED);
    assertThat(stage.events(second)).containsKeys("HELD_BY_POLICY", "GATE_OPENED");
    stage.rules("");
  }

  private static void completes(String name) {
    Change ended = stage.await(name, Phase.ENDED);
    assertThat(ended.getOutcome())
        .as("%s: %s", name, ended.getStatusReason())
        .isEqualTo(Outcome.COMPLETED);
  }
}
