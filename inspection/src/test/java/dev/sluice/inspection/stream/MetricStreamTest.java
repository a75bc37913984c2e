package dev.sluice.inspection.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.inspection.MetricSpec.BadDirection;
import dev.sluice.domain.inspection.MetricSpec.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class MetricStreamTest {
  private static final double THRESHOLD = JudgeSettings.DEFAULT.threshold();
  private static final int BEFORE = 144;
  private static final int AFTER = 36;
  private static final MetricSpec LATENCY = Streams.metric(Kind.LATENCY, BadDirection.INCREASE);

  private static List<double[]> quiet(int controls) {
    return new ArrayList<>(
        new QuietWorld(QuietWorld.Kind.AUTOREGRESSIVE_HALF, 11)
            .targets(1 + controls, BEFORE + AFTER));
  }

  private static void change(double[] series, DoubleUnaryOperator how) {
    for (int t = BEFORE; t < series.length; t++) {
      series[t] = how.applyAsDouble(series[t]);
    }
  }

  @Test
  void aRiseBesideUnchangedTargetsIsFoundWithinAFewSamples() {
    List<double[]> all = quiet(3);
    change(all.getFirst(), value -> value * 1.5);
    MetricStream stream = Streams.stream(LATENCY, all, BEFORE);
    Streams.take(stream, all, BEFORE, BEFORE + 6);
    assertThat(stream.score()).isGreaterThan(THRESHOLD);
  }

  @Test
  void aSurgeOnAllTargetsIsNobodysFault() {
    List<double[]> all = quiet(3);
    all.forEach(series -> change(series, value -> value * 2));
    assertThat(Streams.score(LATENCY, all, BEFORE)).isLessThan(THRESHOLD);
  }

  @Test
  void anImprovementIsNoHarm() {
    List<double[]> all = quiet(3);
    change(all.getFirst(), value -> value * 0.5);
    assertThat(Streams.score(LATENCY, all, BEFORE)).isLessThan(THRESHOLD);
    MetricSpec either = Streams.metric(Kind.BUSINESS, BadDirection.EITHER);
    assertThat(Streams.score(either, all, BEFORE)).isGreaterThan(THRESHOLD);
  }

  @Test
  void restlessnessAroundTheSameLevelIsHarm() {
    List<double[]> all = quiet(3);
    double[] restless = all.getFirst();
    for (int t = BEFORE; t < restless.length; t++) {
      restless[t] += t % 2 == 0 ? 25 : -25;
    }
    assertThat(Streams.score(LATENCY, all, BEFORE)).isGreaterThan(THRESHOLD);
  }

  @Test
  void aSlowRampIsFoundBeforeItIsLarge() {
    List<double[]> all = quiet(3);
    double[] ramp = all.getFirst();
    for (int t = BEFORE; t < ramp.length; t++) {
      ramp[t] += (t - BEFORE) * 1.0;
    }
    assertThat(Streams.score(LATENCY, all, BEFORE)).isGreaterThan(THRESHOLD);
  }

  @Test
  void aDayThatRisesAsEachDayIsNoHarm() {
    List<double[]> all = new QuietWorld(QuietWorld.Kind.SEASONAL, 5).targets(1, 4 * 288);
    assertThat(Streams.score(LATENCY, all, 3 * 288)).isLessThan(THRESHOLD);
  }

  @Test
  void oneErrorAfterNoneIsNotHarmButSeveralAre() {
    MetricSpec errors = Streams.metric(Kind.ERROR_RATE, BadDirection.INCREASE);
    List<double[]> all = List.of(new double[36], new double[36], new double[36]);
    all.getFirst()[22] = 0.1;
    assertThat(Streams.score(errors, all, 18)).isLessThan(THRESHOLD);
    Arrays.fill(all.getFirst(), 22, 36, 0.1);
    assertThat(Streams.score(errors, all, 18)).isGreaterThan(THRESHOLD);
  }

  @Test
  void errorsThatUnchangedTargetsHadBeforeAreUsual() {
    MetricSpec errors = Streams.metric(Kind.ERROR_RATE, BadDirection.INCREASE);
    List<double[]> all = List.of(new double[36], new double[36], new double[36]);
    for (int t = 0; t < 36; t += 3) {
      all.get(1)[t] = 0.1;
      all.get(2)[t + 1] = 0.1;
      all.getFirst()[t] = t < 18 ? 0 : 0.1;
    }
    assertThat(Streams.score(errors, all, 18)).isLessThan(THRESHOLD);
  }

  @Test
  void constantsOfUnchangedTargetsMayBeOthers() {
    MetricSpec limit = Streams.metric(Kind.BUSINESS, BadDirection.INCREASE);
    List<double[]> all = List.of(new double[36], new double[36], new double[36]);
    Arrays.fill(all.get(0), 5);
    Arrays.fill(all.get(1), 7);
    Arrays.fill(all.get(2), 9);
    Arrays.fill(all.getFirst(), 20, 36, 8);
    assertThat(Streams.score(limit, all, 18)).isGreaterThan(THRESHOLD);
  }

  @Test
  void aFreshProcessHasAnotherLevelButMustNotGrow() {
    MetricSpec memory = Streams.metric(Kind.RESOURCE, BadDirection.INCREASE);
    List<double[]> all =
        new ArrayList<>(new QuietWorld(QuietWorld.Kind.WHITE, 3).targets(3, 18 + 18));
    double[] fresh = all.getFirst();
    for (int t = 18; t < fresh.length; t++) {
      fresh[t] *= 2;
    }
    assertThat(Streams.score(memory, all, 18)).isLessThan(THRESHOLD);
    for (int t = 18; t < fresh.length; t++) {
      fresh[t] *= 1 + 0.12 * (t - 18);
    }
    assertThat(Streams.score(memory, all, 18)).isGreaterThan(THRESHOLD);
  }

  @Test
  void theOrderOfUnchangedTargetsChangesNoScore() {
    List<double[]> all = quiet(3);
    change(all.getFirst(), value -> value * 1.1);
    List<double[]> other = new ArrayList<>(all);
    Collections.swap(other, 1, 3);
    assertThat(Streams.score(LATENCY, other, BEFORE))
        .isCloseTo(
            Streams.score(LATENCY, all, BEFORE),
            org.assertj.core.data.Percentage.withPercentage(1e-9));
  }

  @Test
  void missingSamplesAreLeftOut() {
    List<double[]> all = quiet(3);
    double[] changed = all.getFirst();
    change(changed, value -> value * 1.5);
    for (int t = 0; t < changed.length; t += 2) {
      changed[t] = Double.NaN;
    }
    assertThat(Streams.score(LATENCY, all, BEFORE)).isGreaterThan(THRESHOLD);
  }

  @Test
  void withoutAPastAndUnchangedTargetsNothingIsKnown() {
    List<double[]> all = quiet(0);
    Arrays.fill(all.getFirst(), 0, BEFORE, Double.NaN);
    assertThat(Streams.score(LATENCY, all, BEFORE)).isNaN();
  }

  @Test
  void aConstantSeriesThatStaysIsQuiet() {
    double[] constant = new double[BEFORE + AFTER];
    Arrays.fill(constant, 100);
    assertThat(Streams.score(LATENCY, List.of(constant, constant.clone()), BEFORE)).isZero();
  }
}
