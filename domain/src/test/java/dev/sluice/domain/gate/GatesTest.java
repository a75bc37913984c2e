package dev.sluice.domain.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.plan.ChangeClass;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GatesTest {
  private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");

  private GateState state = GateState.EMPTY;

  private static Claim claim(String change, String service, int atRisk) {
    return new Claim(
        change,
        "release",
        ChangeClass.NORMAL,
        3,
        0,
        List.of(service),
        List.of(),
        List.of(),
        atRisk,
        Map.of(),
        null,
        null);
  }

  /** Hears signals until there is no more to tell, and returns what changes are told. */
  private List<GateCommand> hear(GateSignal... signals) {
    List<GateCommand> told = new ArrayList<>();
    for (GateSignal signal : signals) {
      GateDecision decision = Gates.decide(state, signal, NOW);
      while (true) {
        assertThat(decision.commands()).hasSizeLessThanOrEqualTo(Gates.MOST_COMMANDS);
        told.addAll(decision.commands());
        state = decision.state();
        if (!decision.more()) {
          break;
        }
        decision = Gates.decide(state, new GateSignal.Woken(), NOW);
      }
    }
    return told;
  }

  private GateSignal asked(String change, String service) {
    return new GateSignal.Asked(claim(change, service, 3));
  }

  private static GateSignal runs(String change, String service) {
    return new GateSignal.Runs(claim(change, service, 3));
  }

  private List<String> inside() {
    return state.inside().stream().map(GateState.Inside::change).toList();
  }

  private static List<String> asks(List<GateCommand> told) {
    return told.stream()
        .filter(GateCommand.Recall.class::isInstance)
        .map(GateCommand::change)
        .toList();
  }

  private static Caps overall(int cap) {
    return new Caps(cap, Integer.MAX_VALUE, Map.of(), Integer.MAX_VALUE, Map.of());
  }

  @Test
  void whatRunsIsInsideWhateverLocksAndCapsSay() {
    hear(new GateSignal.Ruled(new GateRules(overall(4), List.of())));
    hear(asked("first", "checkout"));
    List<GateCommand> told = hear(runs("reported", "checkout"));
    assertThat(inside()).containsExactly("first", "reported");
    assertThat(told)
        .containsExactly(
            new GateCommand.Open("reported", Pass.NONE),
            new GateCommand.Wake("reported", Pass.NONE));
  }

  @Test
  void othersWaitForWhatRunsAndForTheCapThatItBreaks() {
    hear(new GateSignal.Ruled(new GateRules(overall(4), List.of())));
    hear(runs("one", "checkout"), runs("two", "search"));
    hear(asked("same", "checkout"), asked("elsewhere", "mail"));
    assertThat(state.queue())
        .extracting(one -> one.told() == null ? "" : one.told().on())
        .containsExactly("overall", "one");
    hear(new GateSignal.Left("one"), new GateSignal.Left("two"));
    assertThat(inside()).containsExactly("elsewhere");
  }

  @Test
  void aChangeThatBeginsWhileItWaitsMovesInsideAndKeepsItsExemption() {
    hear(asked("first", "checkout"), asked("second", "checkout"));
    hear(new GateSignal.Exempted("second", new Exemption("carol", "the cure", null)));
    hear(runs("second", "checkout"));
    assertThat(inside()).containsExactly("first", "second");
    assertThat(state.queue()).isEmpty();
    assertThat(state.inside().getLast().exemption().actor()).isEqualTo("carol");
    assertThat(hear(runs("second", "checkout")))
        .containsExactly(new GateCommand.Open("second", Pass.NONE));
  }

  @Test
  void aNewGateLetsNobodyInBeforeAllHaveAnswered() {
    hear(new GateSignal.Lost(), asked("new", "search"));
    assertThat(inside()).isEmpty();
    List<GateCommand> told =
        hear(new GateSignal.Recalled(List.of("runs", "waits", "plans", "dies"), false));
    assertThat(asks(told)).containsExactly("runs", "waits", "plans", "dies");
    hear(runs("runs", "checkout"), asked("waits", "checkout"), new GateSignal.Answered("waits"));
    hear(new GateSignal.Answered("plans"), new GateSignal.Died(List.of("dies")));
    assertThat(inside()).containsExactly("runs");
    assertThat(asks(hear(new GateSignal.Recalled(List.of("runs", "late"), true))))
        .containsExactly("late");
    assertThat(inside()).containsExactly("runs");
    hear(new GateSignal.Left("late"));
    assertThat(state.recall().isOver()).isTrue();
    assertThat(inside()).containsExactly("runs", "new");
    assertThat(state.waiting("waits")).isPresent();
  }

  @Test
  void whoDoesNotAnswerIsAskedAgainAndTheOthersAreToldOfIt() {
    hear(new GateSignal.Lost(), asked("new", "search"));
    List<GateCommand> first = hear(new GateSignal.Recalled(List.of("silent"), true));
    assertThat(first).containsExactly(new GateCommand.Recall("silent"));
    List<GateCommand> again = hear(new GateSignal.Unanswered());
    assertThat(asks(again)).containsExactly("silent");
    assertThat(again)
        .anyMatch(told ->
            told instanceof GateCommand.Tell tell
                && tell.standing().cause() == Standing.Cause.GATE);
    assertThat(hear(new GateSignal.Answered("silent")))
        .contains(new GateCommand.Open("new", Pass.NONE));
  }

  @Test
  void manyAreAskedInTurns() {
    List<String> many =
        IntStream.range(0, 3 * Gates.MOST_COMMANDS).mapToObj(i -> "change-" + i).toList();
    hear(new GateSignal.Lost());
    assertThat(asks(hear(new GateSignal.Recalled(many, true)))).isEqualTo(many);
    assertThat(state.recall().unheard()).isEqualTo(many);
  }
}
