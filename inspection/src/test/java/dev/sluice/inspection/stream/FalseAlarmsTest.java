package dev.sluice.inspection.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** How often a change that does nothing is failed, looked at after every sample. */
class FalseAlarmsTest {
  private static final int RUNS = Integer.getInteger("sluice.false.alarm.runs", 2000);
  private static final double ALPHA = JudgeSettings.DEFAULT.alpha();

  /** Samples before and since the change, and how many unchanged targets there are. */
  enum Layout {
    A_DAY_ALONE(288, 36, 0),
    THREE_DAYS_ALONE(864, 36, 0),
    TEN_SHORT_BAKES_ALONE(120, 12, 0),
    TWO_BAKES_ALONE(80, 40, 0),
    ONE_BAKE_ALONE(30, 30, 0),
    LONG_BESIDE_TWO(400, 60, 2),
    FOUR_BAKES_BESIDE_THREE(144, 36, 3),
    FOUR_BAKES_BESIDE_ONE(144, 36, 1),
    TWO_BAKES_BESIDE_TWO(80, 40, 2),
    ONE_BAKE_BESIDE_FIVE(30, 30, 5),
    ONE_SHORT_BAKE_BESIDE_TWO(18, 18, 2),
    ONE_SHORT_BAKE_BESIDE_ONE(18, 18, 1);

    private final int before;
    private final int since;
    private final int controls;

    Layout(int before, int since, int controls) {
      this.before = before;
      this.since = since;
      this.controls = controls;
    }

    double failed(QuietWorld.Kind kind) {
      return (double) IntStream.range(0, RUNS).parallel().filter(run -> fails(kind, run)).count()
          / RUNS;
    }

    private boolean fails(QuietWorld.Kind kind, int run) {
      QuietWorld world = new QuietWorld(kind, 31L * run + kind.name().hashCode());
      return world.isFailed(before, since, controls, JudgeSettings.DEFAULT);
    }
  }

  static Stream<Arguments> everyNoiseInEveryLayout() {
    return Arrays.stream(QuietWorld.Kind.values())
        .flatMap(kind -> Arrays.stream(Layout.values()).map(layout -> Arguments.of(kind, layout)));
  }

  /** What a judge that keeps alpha exceeds in one of a hundred such tests. */
  private static double allowed() {
    return ALPHA + 2.33 * Math.sqrt(ALPHA * (1 - ALPHA) / RUNS);
  }

  @ParameterizedTest
  @MethodSource("everyNoiseInEveryLayout")
  void keepsAlpha(QuietWorld.Kind kind, Layout layout) {
    assertThat(layout.failed(kind)).isLessThanOrEqualTo(allowed());
  }

  @ParameterizedTest
  @CsvSource({"1e-9", "1e9", "0.37"})
  void theScaleOfAMetricChangesNoScore(double factor) {
    QuietWorld world = new QuietWorld(QuietWorld.Kind.HEAVY_TAILED, 7);
    var all = world.targets(4, 180);
    double plain = Streams.score(world.metric(), all, 144, 1);
    double scaled = Streams.score(world.metric(), all, 144, factor);
    assertThat(scaled).isCloseTo(plain, Percentage.withPercentage(1e-4));
  }
}
