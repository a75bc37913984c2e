package dev.sluice.domain.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.plan.ChangeClass;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What ends by time at the gate, and who comes back to it. */
class GateTimesTest {
  private static final Instant NINE = Instant.parse("2026-11-24T09:00:00Z");
  private static final Instant TEN = NINE.plus(Duration.ofHours(1));
  private static final Stop FREEZE =
      new Stop(
          "year end",
          Stop.Kind.FREEZE,
          List.of(),
          List.of(),
          List.of(),
          Instant.EPOCH,
          null,
          true,
          "",
          "");

  private GateState state = GateState.EMPTY;

  private List<GateCommand> tell(GateSignal signal, Instant now) {
    GateDecision decision = Gates.decide(state, signal, now);
    state = decision.state();
    return decision.commands();
  }

  private static Claim claim(int visit, @Nullable Instant notAfter) {
    return new Claim(
        "release-1",
        "release",
        ChangeClass.STANDARD,
        2,
        0,
        List.of("checkout"),
        List.of(),
        List.of(),
        1,
        Map.of(),
        null,
        notAfter,
        visit);
  }

  private void freeze() {
    tell(new GateSignal.Ruled(new GateRules(Caps.NONE, List.of(FREEZE))), NINE);
  }

  @Test
  void aChangeWhoseTimeToBeginIsOverIsTold() {
    freeze();
    tell(new GateSignal.Asked(claim(0, TEN)), NINE);
    assertThat(Gates.nextWake(state, NINE)).hasValue(TEN);
    assertThat(tell(new GateSignal.Woken(), TEN))
        .hasOnlyElementsOfType(GateCommand.Late.class)
        .hasSize(1);
    assertThat(state.queue()).isEmpty();
  }

  @Test
  void anExemptionIsForgottenOnceItExpires() {
    tell(new GateSignal.Asked(claim(0, null)), NINE);
    freeze();
    assertThat(
            tell(
                new GateSignal.Exempted("release-1", new Exemption("carol", "can't wait", TEN)),
                NINE))
        .hasOnlyElementsOfType(GateCommand.Wake.class);
    assertThat(Gates.nextWake(state, NINE)).hasValue(TEN);
    assertThat(tell(new GateSignal.Woken(), TEN))
        .containsExactly(new GateCommand.Suspend("release-1", FREEZE.words()));
  }

  @Test
  void whoComesBackAfterItHadLeftAsksAnewEvenIfTheWordOfItsLeavingWasLost() {
    assertThat(tell(new GateSignal.Asked(claim(0, null)), NINE))
        .containsExactly(new GateCommand.Open("release-1", Pass.NONE));
    freeze();
    assertThat(tell(new GateSignal.Asked(claim(1, null)), NINE))
        .hasOnlyElementsOfType(GateCommand.Tell.class);
    assertThat(state.inside()).isEmpty();
    assertThat(state.queue()).hasSize(1);
  }
}
