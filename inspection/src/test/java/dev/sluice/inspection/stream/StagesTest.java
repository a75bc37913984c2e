package dev.sluice.inspection.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.inspection.MetricSpec;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The samples since the start-up in stages of doubling length. */
class StagesTest {
  @ParameterizedTest
  @CsvSource({"1, 0", "2, 1", "3, 2", "4, 2", "5, 3", "8, 3", "9, 4", "1024, 10", "1025, 11"})
  void eachStageIsAsLongAsAllBefore(int sample, int stage) {
    assertThat(Stages.of(sample)).isEqualTo(stage);
  }

  @Test
  void theLastStageEndsWithTheBake() {
    Stages stages = new Stages(2, 36);

    assertThat(stages.count()).isEqualTo(7);
    assertThat(stages.end(0)).isEqualTo(1);
    assertThat(stages.end(5)).isEqualTo(32);
    assertThat(stages.end(6)).isEqualTo(34);
  }

  @Test
  void aBakeOfOneSampleHasOneStage() {
    assertThat(new Stages(0, 1).count()).isEqualTo(1);
    assertThat(new Stages(0, 1).end(0)).isEqualTo(1);
  }

  /** Harm shows at once, or not much later: at once less noise has to be exceeded. */
  @Test
  void theSameExcessWeighsMoreAtOnceThanLate() {
    QuietWorld world = new QuietWorld(QuietWorld.Kind.AUTOREGRESSIVE_STRONG, 11);
    double[] series = world.targets(1, 336).getFirst();

    assertThat(scoreOfJump(series, 4)).isGreaterThan(1.1 * scoreOfJump(series, 28));
  }

  /** Three samples of the same height, from a sample of the bake on, and otherwise the usual. */
  private static double scoreOfJump(double[] past, int from) {
    int bake = 36;
    double[] all = Arrays.copyOf(past, past.length);
    for (int k = 0; k < bake; k++) {
      all[past.length - bake + k] = k >= from && k < from + 3 ? 140 : 100;
    }
    var metric = Streams.metric(MetricSpec.Kind.BUSINESS, MetricSpec.BadDirection.INCREASE);
    return Streams.score(metric, List.of(all), past.length - bake);
  }
}
