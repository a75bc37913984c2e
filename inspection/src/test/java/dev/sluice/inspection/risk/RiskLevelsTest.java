package dev.sluice.inspection.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.inspection.risk.RiskQuality.Judged;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RiskLevelsTest {
  @Test
  void risesWithTheOddsAgainstThoseOfAnyChange() {
    // One in five does harm: odds 1 to 4.
    RiskLevels levels = new RiskLevels(0.2);

    assertThat(levels.lowest(1)).isZero();
    assertThat(levels.lowest(2)).isEqualTo(1 / 9.0, within(1e-12));
    assertThat(levels.lowest(3)).isEqualTo(0.2, within(1e-12));
    assertThat(levels.lowest(4)).isEqualTo(1 / 3.0, within(1e-12));
    assertThat(levels.lowest(5)).isEqualTo(3 / 7.0, within(1e-12));
    assertThat(List.of(0.0, 0.1, 0.12, 0.19, 0.21, 0.32, 0.34, 0.42, 0.44, 1.0))
        .map(levels::of)
        .containsExactly(1, 1, 2, 2, 3, 3, 4, 4, 5, 5);
  }

  @Test
  void reachesEachRiskWhetherHarmIsRareOrUsual() {
    assertThat(new RiskLevels(0.001).of(0.004)).isEqualTo(5);
    assertThat(new RiskLevels(0.6).of(0.9)).isEqualTo(5);
    assertThat(new RiskLevels(0.6).of(0.3)).isEqualTo(1);
  }

  @Test
  void refusesWhatIsNoProbability() {
    assertThatThrownBy(() -> new RiskLevels(0)).hasMessageContaining("between 0 and 1");
    assertThatThrownBy(() -> new RiskLevels(0.2).of(1.1)).hasMessageContaining("0 to 1");
  }

  @Test
  void shiftsUntilAsMuchHarmIsExpectedAsThereWas() {
    LogitShift shift = LogitShift.of(judged(100_000, 0.5, 5));

    assertThat(shift.of(0.5)).isEqualTo(0.2, within(1e-3));
    assertThat(shift.of(0)).isZero();
    assertThat(shift.of(1)).isEqualTo(1);
    assertThat(shift.of(0.6)).isGreaterThan(shift.of(0.5));
  }

  @Test
  void hardlyShiftsForAFewChanges() {
    assertThat(LogitShift.of(judged(5, 0.5, 5)).by()).isBetween(-0.2, 0.0);
    assertThat(LogitShift.of(judged(1000, 0.2, 5)).by()).isEqualTo(0, within(1e-9));
  }

  @Test
  void knowsWhereASharesTruthLies() {
    // 1 of 10 by Wilson's score interval.
    assertThat(Interval.around(0.1, 10).low()).isEqualTo(0.0179, within(1e-4));
    assertThat(Interval.around(0.1, 10).high()).isEqualTo(0.4042, within(1e-4));
    assertThat(Interval.around(0, 10).low()).isZero();
    assertThat(Interval.around(1, 1).high()).isEqualTo(1);
  }

  private static List<Judged> judged(int count, double probability, int harmfulOneIn) {
    List<Judged> judged = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      judged.add(new Judged(probability, i % harmfulOneIn == 0));
    }
    return judged;
  }
}
