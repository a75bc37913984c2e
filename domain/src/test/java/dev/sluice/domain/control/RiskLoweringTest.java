package dev.sluice.domain.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.plan.ChangeClass;
import dev.sluice.domain.plan.Classification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RiskLoweringTest {
  private static final Roles ROLES = new Roles(Map.of(Roles.RISK_OWNER, Set.of("grace")));
  private static final Classification FOUR =
      new Classification(ChangeClass.STANDARD, 4, 0, Duration.ofHours(1), List.of("By its type."));

  @Test
  void isOnRecordWithWhoAndWhy() {
    Classification lowered =
        RiskLowering.lowered(FOUR, "grace", Roles.RISK_OWNER, 2, "tried on staging twice", ROLES);

    assertThat(lowered.risk()).isEqualTo(2);
    assertThat(lowered.reasons())
        .containsExactly(
            "By its type.",
            "grace (risk-owner) lowered the risk from 4 to 2: tried on staging twice");
  }

  @ParameterizedTest
  @CsvSource({
    "ken, risk-owner, 2, tried on staging twice, does not hold the role",
    "grace, owner, 2, tried on staging twice, only the role risk-owner",
    "grace, risk-owner, 4, tried on staging twice, name one from 1 to below it",
    "grace, risk-owner, 0, tried on staging twice, name one from 1 to below it",
    "grace, risk-owner, 2, ok, say why",
  })
  void isRefusedWithoutTheRightOrAReason(
      String actor, String role, int to, String reason, String message) {
    assertThatThrownBy(() -> RiskLowering.lowered(FOUR, actor, role, to, reason, ROLES))
        .hasMessageContaining(message);
  }
}
