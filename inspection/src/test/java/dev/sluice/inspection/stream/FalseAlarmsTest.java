package dev.sluice.inspection.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** How often a change that does nothing is failed, looked at after every sample. */
class FalseAlarmsTest {
  private static final int RUNS = Integer.getInteger("sluice.false.alarm.runs", 200);
  private static final double ALPHA = JudgeSettings.DEFAULT.alpha();

  private static double share(QuietWorld.Kind kind, int before, int after, int controls) {
    int failed = 0;
    for (int seed = 0; seed < RUNS; seed++) {
      QuietWorld world = new QuietWorld(kind, 31L * seed + kind.name().hashCode());
      failed += world.isFailed(before, after, controls, JudgeSettings.DEFAULT) ? 1 : 0;
    }
    return (double) failed / RUNS;
  }

  /** What a judge that keeps alpha exceeds in one of a thousand such tests. */
  private static double allowed() {
    return ALPHA + 3.1 * Math.sqrt(ALPHA * (1 - ALPHA) / RUNS);
  }

  @ParameterizedTest
  @EnumSource(QuietWorld.Kind.class)
  void keepsAlphaAfterADayOfPastWithoutControls(QuietWorld.Kind kind) {
    assertThat(share(kind, 288, 36, 0)).isLessThanOrEqualTo(allowed());
  }

  @ParameterizedTest
  @EnumSource(QuietWorld.Kind.class)
  void keepsAlphaAfterThreeDaysOfPastWithoutControls(QuietWorld.Kind kind) {
    assertThat(share(kind, 864, 36, 0)).isLessThanOrEqualTo(allowed());
  }

  @ParameterizedTest
  @EnumSource(QuietWorld.Kind.class)
  void keepsAlphaBesideControlsAfterALongPast(QuietWorld.Kind kind) {
    assertThat(share(kind, 144, 36, 3)).isLessThanOrEqualTo(allowed());
  }

  @ParameterizedTest
  @EnumSource(QuietWorld.Kind.class)
  void keepsAlphaBesideControlsAfterAShortPast(QuietWorld.Kind kind) {
    assertThat(share(kind, 18, 18, 2)).isLessThanOrEqualTo(allowed());
  }

  @ParameterizedTest
  @EnumSource(QuietWorld.Kind.class)
  void keepsAlphaBesideManyControlsAfterAShortPast(QuietWorld.Kind kind) {
    assertThat(share(kind, 30, 30, 5)).isLessThanOrEqualTo(allowed());
  }

  /** A past shorter than a season can't tell it from harm: that one is not among them. */
  @ParameterizedTest
  @EnumSource(value = QuietWorld.Kind.class, mode = Mode.EXCLUDE, names = "SEASONAL")
  void keepsAlphaAfterAShortPastWithoutControls(QuietWorld.Kind kind) {
    assertThat(share(kind, 30, 30, 0)).isLessThanOrEqualTo(allowed());
  }

  @ParameterizedTest
  @CsvSource({"1e-9", "1e9", "0.37"})
  void theScaleOfAMetricChangesNoScore(double factor) {
    QuietWorld world = new QuietWorld(QuietWorld.Kind.HEAVY_TAILED, 7);
    var all = world.targets(4, 180);
    double plain = Streams.score(world.metric(), all, 144, 1);
    double scaled = Streams.score(world.metric(), all, 144, factor);
    assertThat(scaled).isCloseTo(plain, org.assertj.core.data.Percentage.withPercentage(1e-4));
  }
}
