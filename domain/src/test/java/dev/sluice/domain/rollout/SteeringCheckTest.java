package dev.sluice.domain.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.inspection.Verdict;
import dev.sluice.domain.plan.OnTrouble;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SteeringCheckTest {
  private static final RolloutSignal.Steering APPROVE = new RolloutSignal.Approve("bob", "fine");
  private static final RolloutSignal.Steering PAUSE = new RolloutSignal.Pause("bob", "lunch");
  private static final RolloutSignal.Steering RESUME = new RolloutSignal.Resume("bob", "go on");
  private static final RolloutSignal.Steering BACK = new RolloutSignal.Abort("bob", "bad", false);
  private static final RolloutSignal.Steering LEAVE = new RolloutSignal.Abort("bob", "bad", true);
  private static final RolloutSignal.Steering EXTEND =
      new RolloutSignal.ExtendBake("bob", "longer", Duration.ofMinutes(5), 0);
  private static final RolloutSignal.Steering PASS =
      new RolloutSignal.OverrideVerdict("bob", "I looked", Verdict.PASS, 0);
  private static final RolloutSignal.Steering FAIL =
      new RolloutSignal.OverrideVerdict("bob", "I looked", Verdict.FAIL, 0);

  /** A rollout in each phase; held ones failed. */
  private static Map<Phase, RolloutState> inEachPhase() {
    Plans plans = new Plans().onFailure(OnTrouble.HOLD).watch(Duration.ofHours(1));
    Map<Phase, RolloutState> states = new EnumMap<>(Phase.class);
    for (Course course :
        new Course[] {
          new Course(Rollout.planned(plans.stages(1))),
          Course.begun(new Plans().approvals(1).stages(1)),
          Course.begun(new Plans().approvals(1).stages(1))
              .tell(new RolloutSignal.PlanAgain("its risk was lowered")),
          new Course(Rollout.planned(plans.stages(1))).tell(new RolloutSignal.Begin()),
          new Course(Rollout.plannedForGate(plans.stages(1))).tell(new RolloutSignal.Begin()),
          Course.begun(plans.stages(2)).stopped(false).passes(1),
          Course.begun(plans.stages(2)).stopped(false).passes(1).woken().prechecked(),
          Course.begun(plans.stages(1)),
          Course.begun(plans.stages(1)).applied(),
          Course.begun(plans.stages(Rollout.LARGE_STAGE + 1)),
          Course.begun(plans.stages(2)).pause().passes(1),
          Course.begun(plans.stages(1)).applied().inspected(Verdict.FAIL),
          Course.begun(plans.stages(1)).applied().abort(false),
          Course.begun(plans.stages(1)).passes(1),
          Course.begun(plans.stages(1)).applied().abort(true)
        }) {
      states.put(course.state().phase(), course.state());
    }
    assertThat(states.keySet()).isEqualTo(EnumSet.allOf(Phase.class));
    return states;
  }

  private static void fitsOnlyIn(RolloutSignal.Steering steering, Set<Phase> phases) {
    inEachPhase()
        .forEach((phase, state) -> {
          boolean fits = SteeringCheck.refusal(state, steering).isEmpty();
          assertThat(fits).as("%s when %s", steering, phase).isEqualTo(phases.contains(phase));
          assertThat(Rollout.decide(state, steering).facts().isEmpty())
              .as("%s decided when %s", steering, phase)
              .isEqualTo(!fits);
        });
  }

  @Test
  void anApprovalFitsOnlyWhileOneIsAwaited() {
    fitsOnlyIn(APPROVE, EnumSet.of(Phase.AWAITING_APPROVAL));
  }

  @Test
  void aPauseFitsWhileNewBatchesMayBegin() {
    fitsOnlyIn(
        PAUSE,
        EnumSet.of(
            Phase.PLANNED,
            Phase.AWAITING_APPROVAL,
            Phase.REPLANNING,
            Phase.AT_GATE,
            Phase.PRECHECKING,
            Phase.TAKING_BASELINE,
            Phase.SUSPENDED,
            Phase.APPLYING,
            Phase.BAKING,
            Phase.IN_STAGE));
  }

  @Test
  void aResumeFitsWhatWaits() {
    fitsOnlyIn(RESUME, EnumSet.of(Phase.PAUSED, Phase.HELD));
  }

  @Test
  void anAbortFitsUntilTheEnd() {
    fitsOnlyIn(LEAVE, EnumSet.complementOf(EnumSet.of(Phase.ENDED)));
    fitsOnlyIn(BACK, EnumSet.complementOf(EnumSet.of(Phase.ENDED, Phase.ROLLING_BACK)));
  }

  @Test
  void anExtensionFitsABake() {
    fitsOnlyIn(EXTEND, EnumSet.of(Phase.BAKING, Phase.IN_STAGE));
  }

  @Test
  void aPersonsPassFitsWhereAVerdictIsDue() {
    fitsOnlyIn(PASS, EnumSet.of(Phase.BAKING, Phase.IN_STAGE, Phase.HELD, Phase.WATCHING));
  }

  @Test
  void aPersonsFailFitsWhileAnythingMayGoWrong() {
    fitsOnlyIn(FAIL, EnumSet.of(Phase.APPLYING, Phase.BAKING, Phase.IN_STAGE, Phase.WATCHING));
  }

  @Test
  void anUndecidedBatchMayBeExtendedPassedOrFailed() {
    RolloutState held =
        Course.begun(new Plans().stages(1)).applied().inspected(Verdict.INCONCLUSIVE).state();
    assertThat(SteeringCheck.refusal(held, EXTEND)).isEmpty();
    assertThat(SteeringCheck.refusal(held, PASS)).isEmpty();
    assertThat(SteeringCheck.refusal(held, FAIL)).isEmpty();
  }

  @Test
  void aHalfChangedBatchCantBePassed() {
    RolloutState held =
        Course.begun(new Plans().onFailure(OnTrouble.HOLD).stages(1)).applied(1).state();
    assertThat(SteeringCheck.refusal(held, PASS)).isPresent();
  }

  @Test
  void aBakeIsExtendedByMoreThanNothing() {
    RolloutState baking = Course.begun(new Plans().stages(1)).applied().state();
    RolloutSignal.Steering nothing =
        new RolloutSignal.ExtendBake("bob", "mistyped", Duration.ofMinutes(-5), 0);
    assertThat(SteeringCheck.refusal(baking, nothing)).isPresent();
  }

  @Test
  void anOrderThatNamesABatchFitsOnlyThatBatch() {
    RolloutState second = Course.begun(new Plans().stages(2)).passes(1).applied().state();
    assertThat(SteeringCheck.refusal(second, pass(2))).isEmpty();
    assertThat(SteeringCheck.refusal(second, pass(1)))
        .contains("batch 1 is not in hand, batch 2 is");
    assertThat(SteeringCheck.refusal(second, longer(2))).isEmpty();
    assertThat(SteeringCheck.refusal(second, longer(3)))
        .contains("batch 3 is not in hand, batch 2 is");
  }

  @Test
  void theLastWatchIsOfNoBatch() {
    RolloutState watching =
        Course.begun(new Plans().watch(Duration.ofHours(1)).stages(1)).passes(1).state();
    assertThat(SteeringCheck.refusal(watching, pass(0))).isEmpty();
    assertThat(SteeringCheck.refusal(watching, pass(1)))
        .contains("batch 1 is not in hand, nor is any other");
  }

  @Test
  void aLastWatchThatBrokeIsOverriddenOrMadeAgainButIsNoBakeToExtend() {
    RolloutState held =
        Course.begun(new Plans().watch(Duration.ofHours(1)).stages(1))
            .passes(1)
            .watchBroken()
            .state();
    assertThat(SteeringCheck.refusal(held, pass(0))).isEmpty();
    assertThat(SteeringCheck.refusal(held, longer(0))).contains("no batch is baking (it is HELD)");
  }

  @Test
  void aStageIsToldWhichBatchWasInHand() {
    Course change = Course.begun(new Plans().stages(Rollout.LARGE_STAGE + 1));
    RolloutState stage = change.stage(0).applied().inspected(Verdict.PASS).state();
    RolloutState known = change.tell(new RolloutSignal.StageProgressed(0, stage)).state();
    assertThat(Rollout.decide(known, pass(0)).commands())
        .containsExactly(new RolloutCommand.SteerStage(pass(2)));
    assertThat(Rollout.decide(known, longer(0)).commands())
        .containsExactly(new RolloutCommand.SteerStage(longer(2)));
  }

  private static RolloutSignal.Steering pass(int batch) {
    return new RolloutSignal.OverrideVerdict("bob", "I looked", Verdict.PASS, batch);
  }

  private static RolloutSignal.Steering longer(int batch) {
    return new RolloutSignal.ExtendBake("bob", "longer", Duration.ofMinutes(5), batch);
  }

  @Test
  void aRefusalSaysWhatWouldFit() {
    Plans plans = new Plans().onFailure(OnTrouble.HOLD);
    RolloutState held = Course.begun(plans.stages(1)).applied().inspected(Verdict.FAIL).state();
    assertThat(SteeringCheck.refusal(held, PAUSE))
        .contains("it is held already: resume, override or abort it");
  }
}
