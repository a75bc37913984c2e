package dev.sluice.domain.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RiskLoweringTest {
  private static final RiskLowering TO_TWO =
      new RiskLowering("grace", Roles.RISK_OWNER, 4, 2, "tried on staging twice");

  @Test
  void saysWhoLoweredItAndWhy() {
    assertThat(TO_TWO.words())
        .isEqualTo("grace (risk-owner) lowered the risk from 4 to 2: tried on staging twice");
  }

  @Test
  void countsForTheRiskAsItWasSeenAndForNoHigherOne() {
    assertThat(TO_TWO.countsFor(3)).isTrue();
    assertThat(TO_TWO.countsFor(4)).isTrue();
    assertThat(TO_TWO.countsFor(5)).isFalse();
  }

  @Test
  void raisesNothing() {
    assertThatThrownBy(() -> new RiskLowering("grace", Roles.RISK_OWNER, 2, 2, "as it was"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void isAllowedToWhoHoldsTheRole() {
    assertThat(
            RiskLowering.refusal(
                4, 2, TO_TWO.reason(), Roles.RISK_OWNER, List.of(Roles.RISK_OWNER), false))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "risk-owner, owner, 2, tried on staging twice, false, do not hold the role",
    "owner, owner, 2, tried on staging twice, false, only the role risk-owner",
    "risk-owner, risk-owner, 4, tried on staging twice, false, name one from 1 to below it",
    "risk-owner, risk-owner, 0, tried on staging twice, false, name one from 1 to below it",
    "risk-owner, risk-owner, 2, ok, false, say why",
    "risk-owner, risk-owner, 2, tried on staging twice, true, emergency",
  })
  void isRefusedWithoutTheRightOrAReason(
      String role, String held, int to, String reason, boolean emergency, String message) {
    assertThat(RiskLowering.refusal(4, to, reason, role, List.of(held), emergency).orElse(""))
        .contains(message);
  }
}
