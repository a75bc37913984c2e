package dev.sluice.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import dev.sluice.cli.Samples;
import dev.sluice.cli.terminal.Style;
import dev.sluice.proto.v1.AppliedRule;
import dev.sluice.proto.v1.Batch;
import dev.sluice.proto.v1.Change;
import dev.sluice.proto.v1.ChangeEvent;
import dev.sluice.proto.v1.ControlLevel;
import dev.sluice.proto.v1.Controls;
import dev.sluice.proto.v1.Gate;
import dev.sluice.proto.v1.Outcome;
import dev.sluice.proto.v1.Phase;
import dev.sluice.proto.v1.Plan;
import dev.sluice.proto.v1.PlanChangeResponse;
import dev.sluice.proto.v1.PlannedStep;
import dev.sluice.proto.v1.Progress;
import dev.sluice.proto.v1.RoleApprovals;
import dev.sluice.proto.v1.Stage;
import dev.sluice.proto.v1.StepState;
import dev.sluice.proto.v1.StepStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportTest {
  private static final Style COLOURED = new Style(true, true, 120, ZoneOffset.UTC);

  @Test
  void saysWhomAGateWaitsForThatBeganAnew() {
    Gate gate = Gate.newBuilder().addUnheard("changes/release-7").build();
    assertThat(GateReport.render(gate, Instant.EPOCH, Style.PLAIN))
        .contains("Lets nobody in", "what these hold (1): release-7");
    assertThat(
            GateReport.render(
                gate.toBuilder().setListing(true).build(), Instant.EPOCH, Style.PLAIN))
        .contains("finds out which changes run");
    assertThat(GateReport.render(Gate.getDefaultInstance(), Instant.EPOCH, Style.PLAIN))
        .isEqualTo("No change runs.");
  }

  @Test
  void saysWhatPoliciesAskForAndWhichRulesMatched() {
    PlanChangeResponse planned =
        Samples.PLANNED.toBuilder()
            .setPlan(
                Samples.PLAN.toBuilder()
                    .setControlLevel(ControlLevel.ASSESSED)
                    .setControls(
                        Controls.newBuilder()
                            .addApprovals(
                                RoleApprovals.newBuilder().setRole("security").setCount(1))
                            .setNotBefore(Timestamp.newBuilder().setSeconds(1_795_680_000))
                            .addRules(
                                AppliedRule.newBuilder()
                                    .setName("core")
                                    .setSaid("approvals: 1 of security"))
                            .addRules(
                                AppliedRule.newBuilder()
                                    .setName("slow")
                                    .setShadow(true)
                                    .setFailed(true)
                                    .setSaid("/ by zero"))))
            .build();

    assertThat(PlanReport.render(planned, Style.PLAIN))
        .contains("level         assessed\n")
        .contains("approvals     1 needed within 1d: 1 of security\n")
        .contains("begins        not before 2026-11-26T08:00:00Z\n")
        .contains("rules         core: approvals: 1 of security\n")
        .contains("slow (shadow, decides nothing): could not be evaluated: / by zero\n");
  }

  @Test
  void drawsAPlanWithStagesRulesAndObstacles() {
    assertThat(PlanReport.render(Samples.PLANNED, Style.PLAIN))
        .isEqualTo(
            """
            release checkout v2 to 12 targets
              type          release-service v3, fleet release
              class         normal
              risk          3 of 5
              because       the type asks for risk 3
              services      checkout
              selector      service=checkout
              parameters    service=checkout version=v2

              STAGE  TITLE     BATCHES  TARGETS  THEN CHANGED  OF ALL
                  1  1 target  1              1       1 of 12  [#...................]
                  2  25 %      1 + 2          3       4 of 12  [######..............]
                  3  the rest  2x4            8      12 of 12  [####################]

              approvals     1 needed within 1d
              at risk       never more than 4 targets
              bake          each batch 5m to 30m; still undecided then: hold for a person
              inspects      error_rate from fleet, deciding: a rise of 20 % or more is bad
              way back      a failed batch: roll back; 3 attempts of 10m for each batch
              watch         20m after the last batch

            1 obstacle would hold it now:
              - checkout-7 is unhealthy: wait until it answers
            Nothing was touched.\
            """);
  }

  @Test
  void saysThatNothingStandsInTheWay() {
    PlanChangeResponse free = Samples.PLANNED.toBuilder().clearObstacles().build();

    assertThat(PlanReport.render(free, Style.PLAIN)).contains("No obstacle");
  }

  @Test
  void writesEqualBatchesTogether() {
    List<Batch> batches =
        IntStream.of(1, 10, 10, 10, 4)
            .mapToObj(size -> Batch.newBuilder().setTargets(size).build())
            .toList();

    assertThat(PlanReport.batches(batches)).isEqualTo("1 + 3x10 + 4");
  }

  @Test
  void showsOneTargetOfThousandsAsChanged() {
    assertThat(PlanReport.bar(1, 5000, 10)).isEqualTo("[#.........]");
    assertThat(PlanReport.bar(0, 5000, 10)).isEqualTo("[..........]");
    assertThat(PlanReport.bar(0, 0, 10)).isEqualTo("[..........]");
  }

  @Test
  void saysWhatAChangeDoesAndWhyItWaits() {
    Change waiting =
        Samples.CHANGE.toBuilder()
            .setPhase(Phase.AWAITING_APPROVAL)
            .setWaitingFor("1 approval from anyone but ana")
            .clearPlan()
            .build();

    assertThat(ChangeReport.render(waiting, Samples.NOW, Style.PLAIN))
        .isEqualTo(
            """
            release checkout v2 to 12 targets
              change        changes/release-1
              state         AWAITING_APPROVAL
              waits for     1 approval from anyone but ana
              progress      stage 2 of 3 (25 %), batch 3 of 5, 4 of 12 targets changed, 2 at risk, baking for 3m of at most 30m
              type          release-service
              parameters    service=checkout version=v2
              asked by      ana
              reason        fixes the basket
              started       2026-11-23T10:00:00Z (15m ago)
              page          http://127.0.0.1:8233/release-1\
            """);
  }

  @Test
  void saysHowAChangeEndedAndOnWhatEvidence() {
    Change ended =
        Samples.CHANGE.toBuilder()
            .setPhase(Phase.ENDED)
            .setOutcome(Outcome.ROLLED_BACK)
            .setStatusReason("batch 3 failed")
            .setInspection(Samples.FAILED)
            .setEndTime(Samples.at("2026-11-23T10:14:30Z"))
            .build();

    assertThat(ChangeReport.render(ended, Samples.NOW, Style.PLAIN))
        .contains("state         ROLLED_BACK", "because       batch 3 failed")
        .contains("ended         2026-11-23T10:14:30Z, after 14m30s")
        .endsWith(
            """
            Newest inspection
            FAIL after watching for 2m, at 2026-11-23T10:14:00Z
              error_rate rose far beyond the unchanged targets.
              first seen 2026-11-23T10:12:10Z
              METRIC      ROLE      VERDICT  OBSERVED  EXPECTED  EFFECT  INTERVAL          STATISTIC  FAILS ABOVE  SAMPLES  CONTROL
              error_rate  deciding  FAIL      0.05123      0.01  +412 %  +350 % to +490 %      812.5          100       24       96
              error_rate: 5 of 100 requests fail, 1 was expected\
            """);
  }

  @Test
  void writesAnEventWithStageBatchTargetsStateVerdictAndWhy() {
    ChangeEvent event =
        Samples.event(5, Phase.ROLLING_BACK).toBuilder()
            .setMessage("batch 3 failed")
            .setActor("ana")
            .setInspection(Samples.FAILED)
            .build();

    assertThat(EventLine.render(event, Style.PLAIN))
        .isEqualTo(
            "2026-11-23T10:12:00Z  2/3    3/5      4/12       ROLLING_BACK       FAIL          "
                + "batch 3 failed error_rate rose far beyond the unchanged targets. (by ana)");
    assertThat(EventLine.head(Style.PLAIN))
        .isEqualTo(
            "TIME                  STAGE  BATCH    TARGETS    STATE              VERDICT       WHY");
  }

  @Test
  void coloursVerdictAndStateOnATerminalOnly() {
    ChangeEvent event =
        Samples.event(5, Phase.BAKING).toBuilder().setInspection(Samples.FAILED).build();

    assertThat(EventLine.render(event, COLOURED))
        .contains("\u001b[1;31mFAIL\u001b[0m", "\u001b[36mBAKING\u001b[0m");
    assertThat(EventLine.render(event, Style.PLAIN)).doesNotContain("\u001b");
  }

  @Test
  void showsProgressBeforeTheFirstStage() {
    Progress none = Progress.newBuilder().setTargets(1).build();

    assertThat(ProgressLine.of(none, Samples.NOW)).isEqualTo("0 of 1 target changed");
  }

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "0.0123456,0.01235",
    "1250,1250",
    "123456.7,123500",
    "0.00000032,3.20e-07",
    "-2.5,-2.5",
    "NaN,no data",
    "Infinity,infinite"
  })
  void writesNumbersWithFourDigits(double value, String text) {
    assertThat(Quantity.number(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S,0s",
    "PT0.2S,200ms",
    "PT45S,45s",
    "PT5M30S,5m30s",
    "PT2H,2h",
    "PT76H30M,3d4h",
    "PT-5S,-5s"
  })
  void writesLengthsOfTimeInTheirTwoBiggestUnits(Duration length, String text) {
    assertThat(Quantity.length(length)).isEqualTo(text);
  }

  private static final Plan STEPS =
      Plan.newBuilder()
          .setTitle("bring checkout to 2.0")
          .setType("expand-release-contract")
          .setTypeVersion(1)
          .addServices("checkout")
          .setTargets(18)
          .addSteps(
              PlannedStep.newBuilder()
                  .setName("expand")
                  .setPlan(
                      Plan.newBuilder()
                          .setSubDomain("schema")
                          .setTitle("expand 6 databases")
                          .setTargets(6)
                          .addStages(
                              Stage.newBuilder().addBatches(Batch.newBuilder().setTargets(1)))
                          .addStages(
                              Stage.newBuilder().addBatches(Batch.newBuilder().setTargets(5)))))
          .addSteps(
              PlannedStep.newBuilder()
                  .setName("contract")
                  .addAfter("expand")
                  .setIrreversible("drops a column")
                  .setPlan(
                      Plan.newBuilder()
                          .setSubDomain("schema")
                          .setTitle("contract 6 databases")
                          .setTargets(6)
                          .addStages(
                              Stage.newBuilder().addBatches(Batch.newBuilder().setTargets(6)))))
          .addWayBack("contract: no way back (drops a column)")
          .addWayBack("expand: 6 targets in 2 batches, the last first")
          .build();

  @Test
  void drawsThePlanOfSeveralStepsWithTheWayBackInOrder() {
    assertThat(PlanReport.body(STEPS, Style.PLAIN).lines().map(String::stripTrailing))
        .containsExactly(
            "  STEP  NAME      AFTER   CHANGES                       TARGETS  STAGES     WAY BACK",
            "     1  expand            schema: expand 6 databases          6  1, then 5  yes",
            "     2  contract  expand  schema: contract 6 databases        6  6          none: waits for"
                + " approval",
            "",
            "  way back      contract: no way back (drops a column)",
            "                expand: 6 targets in 2 batches, the last first");
  }

  @Test
  void tellsWhereEachStepStands() {
    Change change =
        Change.newBuilder()
            .setName("changes/erc-1")
            .setPhase(Phase.APPLYING)
            .addSteps(
                StepStatus.newBuilder()
                    .setName("expand")
                    .setState(StepState.STEP_DONE)
                    .setChange("changes/erc-1.expand"))
            .addSteps(
                StepStatus.newBuilder()
                    .setName("release")
                    .setState(StepState.STEP_RUNNING)
                    .setChange("changes/erc-1.release")
                    .setPhase(Phase.HELD)
                    .setProgress(
                        Progress.newBuilder()
                            .setStage(1)
                            .setStages(3)
                            .setBatch(1)
                            .setBatches(3)
                            .setTargets(6))
                    .setWaitingFor("a person to resume or abort it"))
            .addSteps(StepStatus.newBuilder().setName("contract").setState(StepState.STEP_WAITING))
            .build();
    assertThat(ChangeReport.render(change, Instant.EPOCH, Style.PLAIN))
        .contains(
            """
            Steps
              STEP      STATE    CHANGE                 WHY
              expand    done     changes/erc-1.expand
              release   running  changes/erc-1.release  held, stage 1 of 3, batch 1 of 3, 0 of 6 targets changed, waits for a person to resume or abort it
              contract  waiting\
            """);
  }
}
