package dev.sluice.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class MeasurementTest {
  @Test
  void showsThreeFigures() {
    assertThat(Measurement.rounded(0.012345)).isEqualTo("0.0123");
    assertThat(Measurement.rounded(1.2345)).isEqualTo("1.23");
    assertThat(Measurement.rounded(12.345)).isEqualTo("12.3");
    assertThat(Measurement.rounded(123_456.7)).isEqualTo("123,457");
    assertThat(Measurement.rounded(0)).isEqualTo("0");
  }

  @Test
  void showsTheRangeOnlyWhereThereIsOne() {
    assertThat(new Measurement(12.3, 11, 20)).hasToString("12.3 (11.0 to 20.0)");
    assertThat(new Measurement(12.3, 12.3, 12.3)).hasToString("12.3");
  }

  @Test
  void tellsHowManyTimesTheOtherItIs() {
    var slow = new Measurement(50_000, 1, 90_000);
    assertThat(slow.ratioTo(new Measurement(100, 99, 101))).isEqualTo("500 ×");
  }
}
