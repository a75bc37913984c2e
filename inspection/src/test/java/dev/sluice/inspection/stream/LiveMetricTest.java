package dev.sluice.inspection.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.inspection.MetricSpec.BadDirection;
import dev.sluice.domain.inspection.MetricSpec.Kind;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a metric holds while it bakes, whatever it is compared with. */
class LiveMetricTest {
  private static final int MOST_BYTES = 2_048;
  private static final int DAY = 288;
  private static final int BAKE = 60;

  /** Everything that a stream may hold. */
  enum Compared {
    BESIDE_ONE(Kind.LATENCY, BadDirection.INCREASE, 1, 1, DAY),
    BESIDE_FIVE(Kind.LATENCY, BadDirection.INCREASE, 5, 5, DAY),
    BOTH_WAYS_BESIDE_ONE(Kind.BUSINESS, BadDirection.EITHER, 1, 1, DAY),
    BOTH_WAYS_BESIDE_FIVE(Kind.BUSINESS, BadDirection.EITHER, 5, 5, DAY),
    WITH_A_SHORT_PAST(Kind.LATENCY, BadDirection.INCREASE, 1, 0, BAKE),
    WITH_YESTERDAY(Kind.BUSINESS, BadDirection.DECREASE, 1, 0, DAY),
    WITH_EARLIER_DAYS(Kind.BUSINESS, BadDirection.DECREASE, 1, 0, 3 * DAY),
    IN_GROWTH(Kind.RESOURCE, BadDirection.INCREASE, 5, 5, BAKE),
    BY_COUNTED_ERRORS(Kind.ERROR_RATE, BadDirection.INCREASE, 5, 5, DAY),
    FRESH(Kind.LATENCY, BadDirection.INCREASE, 5, 5, DAY),
    FRESH_BY_COUNTED_ERRORS(Kind.ERROR_RATE, BadDirection.INCREASE, 5, 5, DAY),
    NEVER_MOVED(Kind.BUSINESS, BadDirection.INCREASE, 5, 5, DAY);

    private final Kind kind;
    private final BadDirection bad;
    private final int targets;
    private final int beside;
    private final int before;

    Compared(Kind kind, BadDirection bad, int targets, int beside, int before) {
      this.kind = kind;
      this.bad = bad;
      this.targets = targets;
      this.beside = beside;
      this.before = before;
    }

    /** Of each target, the changed ones first. */
    private List<double[]> series() {
      List<double[]> series =
          new QuietWorld(QuietWorld.Kind.AUTOREGRESSIVE_HALF, 17)
              .targets(targets + beside, before + BAKE);
      if (kind == Kind.ERROR_RATE) {
        series.forEach(one -> each(one, value -> Math.max(0, value - 100) / 1_000));
      }
      if (this == NEVER_MOVED) {
        series.forEach(one -> Arrays.fill(one, 7));
      }
      if (this == FRESH || this == FRESH_BY_COUNTED_ERRORS) {
        series.subList(0, targets).forEach(one -> Arrays.fill(one, 0, before, Double.NaN));
      }
      // Something happens, so that everything has a value.
      double[] changed = series.getFirst();
      for (int t = before + BAKE / 2; t < changed.length; t++) {
        changed[t] *= 1.02 + 0.001 * (t % 7);
      }
      return series;
    }

    private static void each(double[] values, DoubleUnaryOperator how) {
      Arrays.setAll(values, t -> how.applyAsDouble(values[t]));
    }
  }

  private static MetricPast past(Compared compared) {
    List<double[]> all =
        compared.series().stream().map(one -> Arrays.copyOf(one, compared.before)).toList();
    List<double[]> requests = all.stream().map(one -> requests(one.length)).toList();
    int targets = compared.targets;
    return MetricPast.of(
        Streams.metric(compared.kind, compared.bad),
        BAKE,
        Duration.ofMinutes(5),
        all.subList(0, targets),
        all.subList(targets, all.size()),
        compared.kind == Kind.ERROR_RATE
            ? new Weights(requests.subList(0, targets), requests.subList(targets, all.size()))
            : null);
  }

  private static double[] requests(int length) {
    double[] requests = new double[length];
    Arrays.fill(requests, 40);
    return requests;
  }

  /** Gives a stream samples since the change, from one to another. */
  private static void give(Compared compared, MetricStream stream, int from, int to) {
    List<double[]> series = compared.series();
    for (int k = from; k < to; k++) {
      int t = compared.before + k;
      double[] now = series.stream().mapToDouble(one -> one[t]).toArray();
      double[] changed = Arrays.copyOf(now, compared.targets);
      double[] unchanged = Arrays.copyOfRange(now, compared.targets, now.length);
      stream.take(changed, unchanged, requests(changed.length), requests(unchanged.length));
    }
  }

  @ParameterizedTest
  @EnumSource
  void goesOnFromItsStateToTheBit(Compared compared) {
    MetricPast past = past(compared);
    MetricStream whole = MetricStream.of(past, JudgeSettings.DEFAULT);
    give(compared, whole, 0, BAKE);

    MetricStream half = MetricStream.of(past, JudgeSettings.DEFAULT);
    give(compared, half, 0, BAKE * 2 / 3);
    byte[] state = half.state();
    MetricStream other = MetricStream.of(past, JudgeSettings.DEFAULT, state);
    give(compared, other, BAKE * 2 / 3, BAKE);

    assertThat(state).hasSizeLessThanOrEqualTo(MOST_BYTES);
    assertThat(other.score()).isEqualTo(whole.score());
    assertThat(other.state()).isEqualTo(whole.state());
    assertThat(other.effect(1)).isEqualTo(whole.effect(1));
  }

  @ParameterizedTest
  @EnumSource
  void holdsAtMostTwoKibibytesOfHeapFromTheFirstSampleToTheLast(Compared compared) {
    MetricStream stream = MetricStream.of(past(compared), JudgeSettings.DEFAULT);
    int first = HeldBytes.of(stream);
    give(compared, stream, 0, BAKE);

    assertThat(HeldBytes.of(stream)).isEqualTo(first).isLessThanOrEqualTo(MOST_BYTES);
  }
}
