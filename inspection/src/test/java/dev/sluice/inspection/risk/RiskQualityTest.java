package dev.sluice.inspection.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.inspection.risk.RiskQuality.Bin;
import dev.sluice.inspection.risk.RiskQuality.Judged;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RiskQualityTest {
  private static final Offset<Double> ALMOST = within(1e-12);

  @Test
  void countsWhatStandsBeforeWhat() {
    // From the top: harm, none, harm, none.
    RiskQuality quality = RiskQuality.of(List.of(yes(0.9), no(0.8), yes(0.4), no(0.2)));

    assertThat(quality.auc()).isEqualTo(3 / 4.0, ALMOST);
    assertThat(quality.averagePrecision()).isEqualTo(1 / 2.0 + 1 / 2.0 * 2 / 3.0, ALMOST);
    assertThat(quality.harmful()).isEqualTo(0.5);
    assertThat(quality.changes()).isEqualTo(4);
  }

  @Test
  void countsTiesAsHalfWhateverTheirOrder() {
    RiskQuality one = RiskQuality.of(List.of(yes(0.5), no(0.5), yes(0.9), no(0.1)));
    RiskQuality other = RiskQuality.of(List.of(no(0.1), no(0.5), yes(0.5), yes(0.9)));

    assertThat(one.auc()).isEqualTo(3.5 / 4, ALMOST);
    assertThat(one.averagePrecision()).isEqualTo(1 / 2.0 + 1 / 2.0 * 2 / 3.0, ALMOST);
    assertThat(other).isEqualTo(one);
  }

  @Test
  void knowsNothingWhereAllAreToldAlike() {
    RiskQuality quality = RiskQuality.of(List.of(yes(0.3), no(0.3), no(0.3), no(0.3)));

    assertThat(quality.auc()).isEqualTo(0.5);
    assertThat(quality.averagePrecision()).isEqualTo(0.25);
    assertThat(quality.precision()).isEqualTo(0.25);
    assertThat(quality.caught()).containsExactly(0.25, 0.25, 0.5);
  }

  @Test
  void measuresHowFarProbabilitiesAreFromWhatHappened() {
    // Two said 0.25 of which one did harm, two said 0.85 and 0.95 of which both did.
    RiskQuality quality = RiskQuality.of(List.of(yes(0.25), no(0.25), yes(0.85), yes(0.95)));

    assertThat(quality.bins())
        .containsExactly(new Bin(2, 0.25, 0.5), new Bin(1, 0.85, 1), new Bin(1, 0.95, 1));
    assertThat(quality.calibrationError())
        .isEqualTo(0.5 * 0.25 + 0.25 * 0.15 + 0.25 * 0.05, ALMOST);
  }

  @Test
  void countsTheHarmThatHoldingTheRiskiestWouldCatch() {
    List<Judged> changes = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      // The four riskiest are the 37th to 40th; harm is done by every fourth.
      changes.add(new Judged(i / 40.0, i % 4 == 3));
    }
    RiskQuality quality = RiskQuality.of(changes);

    assertThat(quality.precision()).isEqualTo(1 / 4.0);
    assertThat(quality.caught()).containsExactly(1 / 10.0, 1 / 10.0, 5 / 10.0);
  }

  @Test
  void hasNoFigureWhereThereIsNoHarmOrNothingElse() {
    assertThat(RiskQuality.of(List.of(no(0.2), no(0.4))))
        .satisfies(quality -> {
          assertThat(quality.auc()).isNaN();
          assertThat(quality.averagePrecision()).isNaN();
          assertThat(quality.caught()).containsOnly(Double.NaN);
        });
    assertThat(RiskQuality.of(List.of(yes(0.2))).auc()).isNaN();
    assertThatThrownBy(() -> RiskQuality.of(List.of())).hasMessageContaining("no change");
    assertThatThrownBy(() -> yes(Double.NaN)).hasMessageContaining("0 to 1");
  }

  private static Judged yes(double probability) {
    return new Judged(probability, true);
  }

  private static Judged no(double probability) {
    return new Judged(probability, false);
  }
}
