package dev.sluice.domain.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.gate.GateStance;
import dev.sluice.domain.gate.Pass;
import dev.sluice.domain.gate.Standing;
import dev.sluice.domain.inspection.Verdict;
import dev.sluice.domain.rollout.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GuardsTest {
  private static final List<Verdict> VERDICTS =
      List.of(Verdict.PASS, Verdict.FAIL, Verdict.INCONCLUSIVE);
  private static final GuardTerms TERMS = new GuardTerms(true, 3, true, "ann", 0);

  private GuardTerms terms = TERMS;
  private GuardState state = GuardState.START;
  private final List<GuardCommand> commands = new ArrayList<>();

  private GuardsTest hears(GuardSignal... signals) {
    for (GuardSignal signal : signals) {
      GuardDecision decision = Guards.decide(terms, state, signal);
      state = decision.state();
      commands.addAll(decision.commands());
    }
    return this;
  }

  private GuardAnswer answer(int step) {
    return Guards.answer(terms, state, step);
  }

  private GuardsTest inStepOne() {
    return hears(
        new GuardSignal.Started(),
        new GuardSignal.Opened(Pass.NONE),
        new GuardSignal.BeginAsked(1));
  }

  private GuardsTest watched() {
    return inStepOne().hears(new GuardSignal.EndTold(1));
  }

  private static GuardSignal told(String words) {
    return new GuardSignal.Told(new Standing(Standing.Cause.CHANGE, "b", words));
  }

  private static GuardSignal judged(Verdict verdict) {
    return new GuardSignal.Judged(1, verdict, "errors rose");
  }

  @Test
  void letsAStepInOnceTheGateOpens() {
    hears(new GuardSignal.Started(), told("change b"));
    hears(new GuardSignal.BeginAsked(1));
    assertThat(answer(1)).isEqualTo(new GuardAnswer.Wait("change b"));
    hears(new GuardSignal.Opened(Pass.NONE), new GuardSignal.BeginAsked(1));
    assertThat(answer(1)).isEqualTo(new GuardAnswer.Go());
    assertThat(commands).containsExactly(GuardCommand.ASK_GATE);
  }

  @Test
  void asksTheGateOnlyWhenPeopleAgreed() {
    terms = new GuardTerms(true, 1, true, "ann", 1);
    hears(new GuardSignal.Started(), new GuardSignal.Approved("ann", ""));
    assertThat(commands).isEmpty();
    assertThat(answer(1)).isEqualTo(new GuardAnswer.Wait("the approval of 1 more"));
    hears(new GuardSignal.Approved("bob", ""));
    assertThat(commands).containsExactly(GuardCommand.ASK_GATE);
  }

  @Test
  void goesOnAfterAPassAndTellsTheSameAgain() {
    watched();
    assertThat(answer(1)).isEqualTo(new GuardAnswer.Wait("the inspection of step 1"));
    hears(judged(Verdict.PASS), judged(Verdict.FAIL), new GuardSignal.EndTold(1));
    assertThat(answer(1)).isEqualTo(new GuardAnswer.Go());
    assertThat(commands).containsExactly(GuardCommand.ASK_GATE, GuardCommand.WATCH_STEP);
  }

  @Test
  void staysBadForGood() {
    watched().hears(judged(Verdict.FAIL), new GuardSignal.Decided(1, true, "omar", "fine"));
    hears(new GuardSignal.BeginAsked(2), judged(Verdict.PASS));
    assertThat(answer(2)).isEqualTo(new GuardAnswer.RollBack("errors rose"));
    assertThat(
            Guards.refusal(terms, state, new GuardSignal.Ended(Outcome.COMPLETED, "")).orElse(""))
        .contains("was not found good");
  }

  @Test
  void leavesWhatItCantTellToAPerson() {
    watched().hears(judged(Verdict.INCONCLUSIVE), new GuardSignal.BeginAsked(2));
    assertThat(answer(2)).isInstanceOf(GuardAnswer.Wait.class);
    hears(new GuardSignal.Decided(1, true, "omar", "looked at it"), new GuardSignal.BeginAsked(2));
    assertThat(answer(2)).isEqualTo(new GuardAnswer.Go());
  }

  @Test
  void waitsWhileAFreezeLasts() {
    inStepOne().hears(new GuardSignal.Suspended("freeze year-end"));
    assertThat(answer(1))
        .isEqualTo(new GuardAnswer.Wait("the end of freeze year-end, which suspends it"));
    hears(new GuardSignal.Woken(Pass.NONE));
    assertThat(answer(1)).isEqualTo(new GuardAnswer.Go());
  }

  @Test
  void givesAllBackWhenNothingIsHeard() {
    inStepOne().hears(new GuardSignal.Quiet("30m"));
    assertThat(state.phase()).isEqualTo(GuardPhase.SILENT);
    assertThat(state.outcome()).isEqualTo(Outcome.STOPPED);
    assertThat(commands).endsWith(GuardCommand.LEAVE_GATE);
    assertThat(Guards.refusal(terms, state, new GuardSignal.EndTold(1)).orElse(""))
        .contains("begin a new one");
  }

  @Test
  void refusesStepsOutOfOrder() {
    inStepOne();
    assertThat(Guards.refusal(terms, state, new GuardSignal.BeginAsked(2)).orElse(""))
        .contains("end it first");
    assertThat(Guards.refusal(terms, state, new GuardSignal.BeginAsked(3)).orElse(""))
        .contains("the next step is 2");
    assertThat(Guards.refusal(terms, state, new GuardSignal.EndTold(2)).orElse(""))
        .contains("was not let in");
  }

  /** Any order, any repetition, silence at any time. */
  @Test
  void neverLetsAStepInThatMayNotBegin() {
    for (int seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      terms = new GuardTerms(true, 3, true, "ann", random.nextInt(2));
      state = GuardState.START;
      commands.clear();
      for (int i = 0; i < 60; i++) {
        GuardState before = state;
        GuardSignal signal = any(random);
        hears(signal);
        holds("seed " + seed + ", " + signal, before);
      }
      assertThat(commands.stream().filter(one -> one == GuardCommand.LEAVE_GATE).count())
          .as("seed %d", seed)
          .isLessThanOrEqualTo(1);
    }
  }

  private void holds(String when, GuardState before) {
    if (before.phase() != GuardPhase.IN_STEP && state.phase() == GuardPhase.IN_STEP) {
      assertThat(before.phase()).as(when).isEqualTo(GuardPhase.BETWEEN_STEPS);
      assertThat(state.step()).as(when).isEqualTo(before.step() + 1);
      assertThat(state.gate()).as(when).isEqualTo(GateStance.OPEN);
      assertThat(state.stop()).as(when).isEmpty();
      assertThat(state.approvers()).as(when).hasSizeGreaterThanOrEqualTo(terms.approvals());
    }
    if (before.phase() == GuardPhase.TO_ROLL_BACK && !state.phase().isEnd()) {
      assertThat(answer(state.step() + 1)).as(when).isInstanceOf(GuardAnswer.RollBack.class);
    }
    if (before.phase().isEnd()) {
      assertThat(state).as(when).isEqualTo(before);
    }
  }

  private static GuardSignal any(Random random) {
    int step = 1 + random.nextInt(3);
    return switch (random.nextInt(24)) {
      case 0, 1 -> new GuardSignal.Started();
      case 2 -> new GuardSignal.Approved(random.nextBoolean() ? "ann" : "bob", "");
      case 3, 4, 5, 6 -> new GuardSignal.BeginAsked(step);
      case 7, 8, 9, 10 -> new GuardSignal.EndTold(step);
      case 11, 12, 13, 14 -> new GuardSignal.Judged(step, VERDICTS.get(random.nextInt(3)), "seen");
      case 15, 16 -> new GuardSignal.Decided(step, random.nextBoolean(), "omar", "looked");
      case 17, 18 -> new GuardSignal.Opened(Pass.NONE);
      case 19 -> told("another");
      case 20 -> new GuardSignal.Suspended("freeze f");
      case 21 -> new GuardSignal.Woken(Pass.NONE);
      case 22 ->
          random.nextInt(4) == 0
              ? new GuardSignal.Refused("never")
              : new GuardSignal.Woken(Pass.NONE);
      default ->
          random.nextInt(4) == 0
              ? new GuardSignal.Quiet("30m")
              : new GuardSignal.Ended(Outcome.STOPPED, "enough");
    };
  }
}
