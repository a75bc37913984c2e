package dev.sluice.activities.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.plan.OnTrouble;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.proto.history.v1.ChangeResult;
import dev.sluice.proto.v1.Change;
import dev.sluice.proto.v1.Outcome;
import dev.sluice.proto.v1.Verdict;
import dev.sluice.workflows.ActivityLimits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a change whose activities break by no fault of its own. */
@Timeout(60)
final class DefectLimitTest {
  private static final int TRIES = ActivityLimits.DEFECT_TRIES;
  private static final int ALWAYS = Integer.MAX_VALUE;
  private static final String SENTENCE =
      "a defect of Sluice broke %s (NullPointerException: \"judge\" is null); its stack trace is in"
          + " the worker's log, under DEFECT";

  private @Nullable BrokenChange change;

  @AfterEach
  void close() {
    if (change != null) {
      change.close();
    }
  }

  @Test
  void anInspectionThatBreaksAFewTimesIsTriedAgainUntilItIsMade() {
    BreakingTargets targets = holding(Duration.ZERO, 2);
    targets.breaks("bake 1", TRIES - 1, DefectLimitTest::defect);
    assertThat(start(targets).result().getOutcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(targets.times("bake 1")).isEqualTo(TRIES);
  }

  @Test
  void anInspectionThatAlwaysBreaksHoldsAndGoesOnWithItsBatchOnceMended() {
    BreakingTargets targets = holding(Duration.ZERO, 2);
    targets.breaks("bake 1", ALWAYS, DefectLimitTest::defect);
    BrokenChange running = start(targets);
    Change held = running.held();
    assertThat(targets.times("bake 1")).isEqualTo(TRIES);
    assertThat(targets.orders()).doesNotContain("apply 2");
    assertThat(held.getStatusReason())
        .isEqualTo("the inspection could not be made: " + SENTENCE.formatted("Bake"));
    assertThat(held.getWaitingFor()).isEqualTo("a person to extend, override, resume or abort it");
    assertThat(running.details())
        .contains("NullPointerException", "in the worker's log", "sluice resume", "sluice abort");
    assertThat(running.history()).doesNotContain("BreakingTargets.");
    targets.heal();
    running.resume();
    assertThat(running.result().getOutcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(targets.times("apply 1")).isEqualTo(1);
    assertThat(targets.times("bake 1")).isEqualTo(TRIES + 1);
  }

  @Test
  void anInspectionThatBreaksIsRolledBackWhereTheTypeSaysSoOfOneThatCantBeMade() {
    BreakingTargets targets = rollingBack(2);
    targets.breaks("bake 1", ALWAYS, DefectLimitTest::defect);
    ChangeResult result = start(targets).result();
    assertThat(result.getOutcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(result.getReason()).endsWith(SENTENCE.formatted("Bake"));
    assertThat(targets.orders()).endsWith("revert 1", "check").doesNotContain("apply 2");
  }

  @Test
  void aBatchThatBreaksAFewTimesIsTriedAgainUntilItIsChanged() {
    BreakingTargets targets = holding(Duration.ZERO, 1);
    targets.breaks("apply 1", TRIES - 1, DefectLimitTest::defect);
    assertThat(start(targets).result().getOutcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(targets.times("apply 1")).isEqualTo(TRIES);
  }

  @Test
  void aBatchThatAlwaysBreaksHoldsAndIsChangedOnceMended() {
    BreakingTargets targets = holding(Duration.ZERO, 2);
    targets.breaks("apply 2", ALWAYS, DefectLimitTest::defect);
    BrokenChange running = start(targets);
    Change held = running.held();
    assertThat(targets.times("apply 2")).isEqualTo(TRIES);
    assertThat(held.getStatusReason())
        .isEqualTo(
            "batch 2: 1 of 1 targets could not be changed: " + SENTENCE.formatted("ApplyBatch"));
    assertThat(held.getWaitingFor()).isEqualTo("a person to resume or abort it");
    assertThat(held.getProgress().getTargetsAtRisk()).isEqualTo(1);
    targets.heal();
    running.resume();
    ChangeResult result = running.result();
    assertThat(result.getOutcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(result.getTargetsChanged()).isEqualTo(2);
    assertThat(targets.orders()).containsSubsequence("apply 2", "apply 2", "bake 2");
    assertThat(targets.times("apply 1")).isEqualTo(1);
  }

  @Test
  void aBatchOfALargeStageThatBreaksHoldsTheWholeChange() {
    BreakingTargets targets = holding(Duration.ZERO, 21);
    targets.breaks("bake 3", ALWAYS, DefectLimitTest::defect);
    BrokenChange running = start(targets);
    assertThat(running.held().getStatusReason()).endsWith(SENTENCE.formatted("Bake"));
    targets.heal();
    running.resume();
    assertThat(running.result().getOutcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(targets.times("apply 3")).isEqualTo(1);
  }

  @Test
  void whatPassesByItselfIsTriedAgainHoweverOften() {
    BreakingTargets targets = holding(Duration.ZERO, 1);
    targets.breaks("bake 1", 2 * TRIES, DefectLimitTest::passing);
    targets.breaks("apply 1", 2 * TRIES, DefectLimitTest::passing);
    assertThat(start(targets).result().getOutcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(targets.times("bake 1")).isEqualTo(2 * TRIES + 1);
  }

  @Test
  void aWayBackThatBreaksHoldsAndIsGoneOnceMended() {
    BreakingTargets targets = rollingBack(2);
    targets.says("bake 2", Verdict.FAIL);
    targets.breaks("revert 2", ALWAYS, DefectLimitTest::defect);
    BrokenChange running = start(targets);
    assertThat(running.held().getStatusReason())
        .isEqualTo(
            "the way back is stuck on batch 2; all others are back: "
                + SENTENCE.formatted("RevertBatch"));
    assertThat(targets.times("revert 2")).as("the plan's two attempts").isEqualTo(2 * TRIES);
    assertThat(targets.orders()).contains("revert 1");
    targets.heal();
    running.resume();
    assertThat(running.result().getOutcome()).isEqualTo(Outcome.ROLLED_BACK);
  }

  @Test
  void aCheckThatBreaksNeverCountsAsBack() {
    BreakingTargets targets = rollingBack(1);
    targets.breaks("apply 1", TRIES, DefectLimitTest::defect);
    targets.breaks("check", ALWAYS, DefectLimitTest::defect);
    BrokenChange running = start(targets);
    assertThat(running.held().getStatusReason())
        .isEqualTo(
            "the touched targets could not be asked whether they are back: "
                + SENTENCE.formatted("CheckRollback"));
    targets.heal();
    running.resume();
    assertThat(running.result().getOutcome()).isEqualTo(Outcome.ROLLED_BACK);
  }

  @Test
  void aLastWatchThatBreaksHoldsAndIsMadeOnceMended() {
    BreakingTargets targets = holding(Duration.ofHours(1), 2);
    targets.breaks("watch", ALWAYS, DefectLimitTest::defect);
    BrokenChange running = start(targets);
    Change held = running.held();
    assertThat(held.getStatusReason())
        .isEqualTo("the last watch could not be made: " + SENTENCE.formatted("Bake"));
    assertThat(held.getWaitingFor()).isEqualTo("a person to override, resume or abort it");
    assertThat(running.details()).contains("watches the whole again");
    targets.heal();
    running.resume();
    assertThat(running.result().getOutcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void aPrecheckThatAlwaysBreaksRefusesTheChangeUntouched() {
    BreakingTargets targets = holding(Duration.ZERO, 1);
    targets.breaks("precheck", ALWAYS, DefectLimitTest::defect);
    ChangeResult result = start(targets).result();
    assertThat(result.getOutcome()).isEqualTo(Outcome.REFUSED);
    assertThat(result.getReason()).isEqualTo(SENTENCE.formatted("Precheck"));
  }

  @Test
  void aPlanThatAlwaysBreaksRefusesTheChangeUntouched() {
    BreakingTargets targets = holding(Duration.ZERO, 1);
    targets.breaks("plan", ALWAYS, DefectLimitTest::defect);
    ChangeResult result = start(targets).result();
    assertThat(result.getOutcome()).isEqualTo(Outcome.REFUSED);
    assertThat(result.getReason()).isEqualTo(SENTENCE.formatted("MakePlan"));
  }

  private static RuntimeException defect() {
    return new NullPointerException("\"judge\" is null");
  }

  private static RuntimeException passing() {
    return new ProblemException(new Problem.Passing("AWAY", "the source is away"));
  }

  private static BreakingTargets holding(Duration watch, int... batches) {
    return new BreakingTargets(BrokenChange.plan(OnTrouble.HOLD, watch, batches));
  }

  private static BreakingTargets rollingBack(int... batches) {
    return new BreakingTargets(BrokenChange.plan(OnTrouble.ROLL_BACK, Duration.ZERO, batches));
  }

  private BrokenChange start(BreakingTargets targets) {
    BrokenChange started = new BrokenChange(targets);
    change = started;
    return started;
  }
}
