package dev.sluice.workflows.change;

import static dev.sluice.workflows.change.ChangeEnvironment.result;
import static dev.sluice.workflows.change.ChangeEnvironment.said;
import static dev.sluice.workflows.change.ScriptedGate.late;
import static dev.sluice.workflows.change.ScriptedGate.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.control.Controls;
import dev.sluice.domain.plan.OnTrouble;
import dev.sluice.domain.plan.Plan;
import dev.sluice.proto.history.v1.AbortSteering;
import dev.sluice.proto.history.v1.CarriedOver;
import dev.sluice.proto.history.v1.ChangeInput;
import dev.sluice.proto.history.v1.EventsQuery;
import dev.sluice.proto.history.v1.GivenApproval;
import dev.sluice.proto.history.v1.PlanOrder;
import dev.sluice.proto.history.v1.Replanning;
import dev.sluice.proto.history.v1.RiskLowering;
import dev.sluice.proto.history.v1.RiskOrder;
import dev.sluice.proto.history.v1.Steering;
import dev.sluice.proto.v1.Change;
import dev.sluice.proto.v1.ChangeEvent;
import dev.sluice.proto.v1.Outcome;
import dev.sluice.proto.v1.Phase;
import dev.sluice.workflows.wire.PlanWire;
import dev.sluice.workflows.wire.TimeWire;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is decided again before anything is touched: plans, risks and approvals. */
@Timeout(30)
final class PlannedAgainTest {
  private final ChangeEnvironment environment = new ChangeEnvironment();
  private final ScriptedGate gate = new ScriptedGate();

  @AfterEach
  void close() {
    environment.close();
  }

  private static Plan approved(int... stages) {
    return Plans.with(1, OnTrouble.ROLL_BACK, Duration.ZERO, stages);
  }

  private static Plan withRisk(Plan plan, int risk) {
    return plan.classified(plan.classification().withRisk(risk, List.of("by its type")));
  }

  private ChangeWorkflow start(ScriptedTargets targets, Plan... plans) {
    targets.plans.addAll(List.of(plans));
    return environment.start(ChangeInput.newBuilder().setAsksGate(true));
  }

  private ScriptedTargets serve(Plan plan) {
    return environment.serve(plan, List.of(), List.of(gate));
  }

  private static RiskOrder lower(String actor, int to, String... roles) {
    return RiskOrder.newBuilder()
        .setActor(actor)
        .setReason("tried on staging twice")
        .setTo(to)
        .setRole("risk-owner")
        .addAllRoles(List.of(roles))
        .build();
  }

  private static Steering forTenMinutes(String actor) {
    return said(actor).toBuilder().setValidFor(TimeWire.toProto(Duration.ofMinutes(10))).build();
  }

  private void awaitHeard(String... words) {
    gate.awaitHeard(environment, words);
  }

  private static List<String> kinds(ChangeWorkflow change) {
    return change.events(EventsQuery.getDefaultInstance()).getEventsList().stream()
        .map(ChangeEvent::getKind)
        .toList();
  }

  @Test
  void aChangeThatMissedItsTimeIsPlannedAgainAndKeepsItsApproval() {
    ScriptedTargets targets = serve(approved(1));
    ChangeWorkflow change = start(targets);
    environment.awaitPhase(change, Phase.AWAITING_APPROVAL);
    change.approve(said("bob"));
    awaitHeard("ask 0");
    change.gate(late(0));
    awaitHeard("ask 0", "ask 1");
    change.gate(open(0));
    environment.sleep(Duration.ofMinutes(1));
    assertThat(change.describe().getPhase()).isEqualTo(Phase.AT_GATE);
    change.gate(open(1));
    assertThat(result(change).getOutcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(targets.orders).startsWith("plan", "plan", "precheck", "apply 1");
    assertThat(kinds(change)).containsSubsequence("APPROVED", "PLANNING_AGAIN", "PLANNED");
    assertThat(change.describe().getApprovals(0).getEnded()).isEmpty();
  }

  @Test
  void anotherPlanIsApprovedAnew() {
    ScriptedTargets targets = serve(approved(2));
    ChangeWorkflow change = start(targets, approved(1));
    environment.awaitPhase(change, Phase.AWAITING_APPROVAL);
    change.approve(said("bob"));
    awaitHeard("ask 0");
    change.gate(late(0));
    environment.awaitPhase(change, Phase.PLANNING);
    environment.awaitPhase(change, Phase.AWAITING_APPROVAL);
    assertThat(change.describe().getApprovals(0).getEnded()).contains("how many targets it has");
    change.approve(said("bob"));
    awaitHeard("ask 0", "ask 1");
    change.gate(open(1));
    assertThat(result(change).getOutcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(targets.orders).contains("apply 2");
  }

  @Test
  void aChangeThatIsPlannedAgainCanBeEnded() {
    ChangeWorkflow change = start(serve(approved(1)));
    environment.awaitPhase(change, Phase.AWAITING_APPROVAL);
    change.approve(said("bob"));
    awaitHeard("ask 0");
    change.gate(late(0));
    environment.awaitPhase(change, Phase.PLANNING);
    change.abort(AbortSteering.newBuilder().setActor("bob").setReason("too late").build());
    assertThat(result(change).getReason()).isEqualTo("aborted by bob: too late");
  }

  @Test
  void aRiskOwnerLowersTheRiskOfWhatWaitsForApproval() {
    ScriptedTargets targets = serve(withRisk(Plans.of(1), 2));
    ChangeWorkflow change = start(targets, withRisk(approved(1), 4));
    environment.awaitPhase(change, Phase.AWAITING_APPROVAL);
    assertThatThrownBy(() -> change.lowerRisk(lower("ann", 2, "risk-owner")))
        .hasStackTraceContaining("another person has to");
    assertThatThrownBy(() -> change.lowerRisk(lower("bob", 2, "service-owner")))
        .hasStackTraceContaining("do not hold the role risk-owner");
    assertThatThrownBy(() -> change.lowerRisk(lower("grace", 4, "risk-owner")))
        .hasStackTraceContaining("name one from 1 to below it");
    change.lowerRisk(lower("grace", 2, "risk-owner"));
    awaitHeard("ask 1");
    change.gate(open(1));
    assertThat(result(change).getOutcome()).isEqualTo(Outcome.COMPLETED);
    Change shown = change.describe();
    assertThat(shown.getPlan().getRisk()).isEqualTo(2);
    assertThat(shown.getRiskLowered())
        .isEqualTo("grace (risk-owner) lowered the risk from 4 to 2: tried on staging twice");
    assertThat(kinds(change)).containsSubsequence("RISK_LOWERED", "PLANNING_AGAIN", "PLANNED");
    assertThat(targets.planOrders).extracting(PlanOrder::hasLowering).containsExactly(false, true);
  }

  @Test
  void aRiskThatIsLoweredWhilePoliciesHoldTheChangeIsPlannedAtOnce() {
    Plan held =
        withRisk(Plans.of(1), 4)
            .classified(
                withRisk(Plans.of(1), 4)
                    .classification()
                    .withControls(Controls.held("risk 4 waits for the calm hours.")));
    ScriptedTargets targets = serve(withRisk(Plans.of(1), 2));
    ChangeWorkflow change = start(targets, held, held, held, held, held);
    for (int i = 0; i < 100 && targets.plans.size() > 1; i++) {
      environment.sleep(Duration.ofSeconds(10));
    }
    targets.plans.clear();
    change.lowerRisk(lower("grace", 2, "risk-owner"));
    awaitHeard("ask 0");
    change.gate(open(0));
    assertThat(result(change).getOutcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(targets.planOrders.getLast().getLowering().getFrom()).isEqualTo(4);
  }

  @Test
  void nobodyLowersTheRiskOfWhatTheGateHasLetIn() throws InterruptedException {
    ScriptedTargets targets = serve(withRisk(Plans.of(1), 4));
    targets.holds("precheck");
    ChangeWorkflow change = start(targets);
    awaitHeard("ask 0");
    change.gate(open(0));
    targets.awaitBegun("precheck");
    assertThatThrownBy(() -> change.lowerRisk(lower("grace", 2, "risk-owner")))
        .hasStackTraceContaining("it is too late");
  }

  @Test
  void anApprovalThatExpiresAtTheGateIsAskedForAgain() {
    ScriptedTargets targets = serve(approved(1));
    ChangeWorkflow change = start(targets);
    environment.awaitPhase(change, Phase.AWAITING_APPROVAL);
    change.approve(forTenMinutes("bob"));
    awaitHeard("ask 0");
    environment.sleep(Duration.ofMinutes(11));
    environment.awaitPhase(change, Phase.AWAITING_APPROVAL);
    awaitHeard("ask 0", "leave");
    change.gate(open(0));
    Change shown = change.describe();
    assertThat(shown.getPhase()).isEqualTo(Phase.AWAITING_APPROVAL);
    assertThat(shown.getApprovals(0).getEnded()).contains("it expired at");
    assertThat(kinds(change)).containsSubsequence("APPROVED", "APPROVAL_EXPIRED");
    change.approve(said("bob"));
    awaitHeard("ask 0", "leave", "ask 1");
    change.gate(open(0));
    change.gate(open(1));
    assertThat(result(change).getOutcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(targets.orders).containsExactly("plan", "precheck", "apply 1", "bake 1");
  }

  @Test
  void anApprovalThatExpiresOnceTheChangeHasBegunStopsNothing() throws InterruptedException {
    ScriptedTargets targets = serve(approved(1));
    ChangeWorkflow change = start(targets);
    environment.awaitPhase(change, Phase.AWAITING_APPROVAL);
    change.approve(forTenMinutes("bob"));
    awaitHeard("ask 0");
    change.gate(open(0));
    assertThat(result(change).getOutcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(change.describe().getApprovals(0).getEnded()).isEmpty();
  }

  @Test
  void planningThatGoesOnInANewRunForgetsNothing() {
    ScriptedTargets targets = serve(approved(1));
    Replanning.Builder before =
        Replanning.newBuilder()
            .setApproved(PlanWire.toProto(approved(1)))
            .addApprovals(GivenApproval.newBuilder().setActor("bob"))
            .setLowering(
                RiskLowering.newBuilder()
                    .setActor("grace")
                    .setRole("risk-owner")
                    .setFrom(4)
                    .setTo(2)
                    .setReason("tried on staging twice"))
            .setVisits(3)
            .setRegistered(true);
    ChangeWorkflow change =
        environment.start(
            ChangeInput.newBuilder()
                .setAsksGate(true)
                .setCarriedOver(
                    CarriedOver.newBuilder()
                        .setReplanning(before)
                        .setLastEvent(7)
                        .setCreateTime(TimeWire.toProto(Instant.EPOCH))));
    awaitHeard("ask 3");
    change.gate(open(3));
    assertThat(result(change).getOutcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(targets.planOrders.getFirst().getLowering().getTo()).isEqualTo(2);
    assertThat(change.describe().getRiskLowered()).contains("grace");
  }

  @Test
  void aChangeInStepsIsPlannedAgainToo() {
    ScriptedSystems systems =
        environment.serve(StepsPlans.of(1, StepsPlans.step("expand", "")), gate);
    ChangeWorkflow change = environment.start(ChangeInput.newBuilder().setAsksGate(true));
    environment.awaitPhase(change, Phase.AWAITING_APPROVAL);
    change.approve(forTenMinutes("bob"));
    awaitHeard("ask 0");
    change.gate(late(0));
    awaitHeard("ask 0", "ask 1");
    environment.sleep(Duration.ofMinutes(11));
    environment.awaitPhase(change, Phase.AWAITING_APPROVAL);
    awaitHeard("ask 0", "ask 1", "leave");
    assertThat(change.describe().getApprovals(0).getEnded()).contains("it expired at");
    change.approve(said("bob"));
    awaitHeard("ask 0", "ask 1", "leave", "ask 2");
    change.gate(open(2));
    assertThat(result(change).getOutcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(systems.orders).containsExactly("expand apply 1", "expand bake");
  }
}
