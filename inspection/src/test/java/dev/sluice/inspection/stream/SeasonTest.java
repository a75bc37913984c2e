package dev.sluice.inspection.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.inspection.MetricSpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/** The same time on earlier days, or in earlier weeks: a sample an hour. */
class SeasonTest {
  private static final int DAY = 24;
  private static final int WEEK = 7 * DAY;
  private static final int BAKE = 12;
  private static final MetricSpec ORDERS =
      new MetricSpec(
          "orders",
          MetricSpec.Kind.BUSINESS,
          MetricSpec.BadDirection.DECREASE,
          MetricSpec.Role.DECIDING,
          "orders",
          0);

  /** Busy by day, half as busy on the days that are quiet. */
  private static double[] orders(int length, IntPredicate isQuiet) {
    SplittableRandom random = new SplittableRandom(5);
    double[] orders = new double[length];
    for (int t = 0; t < length; t++) {
      double hour = 100 + 60 * Math.sin(2 * Math.PI * t / DAY);
      orders[t] = (isQuiet.test(t / DAY) ? 0.5 : 1) * hour + 3 * random.nextGaussian();
    }
    return orders;
  }

  private static boolean isWeekend(int day) {
    return day % 7 >= 5;
  }

  private static MetricStream baked(double[] orders, double factor) {
    double[] past = Arrays.copyOf(orders, orders.length - BAKE);
    MetricStream stream =
        MetricStream.of(
            MetricPast.of(ORDERS, BAKE, Duration.ofHours(1), List.of(past), List.of()),
            JudgeSettings.DEFAULT);
    for (int t = past.length; t < orders.length; t++) {
      stream.take(new double[] {factor * orders[t]}, new double[0]);
    }
    return stream;
  }

  /** Five weeks, and the first half of a Saturday. */
  private static final double[] SATURDAY = orders(5 * WEEK + 5 * DAY + BAKE, SeasonTest::isWeekend);

  @Test
  void aQuietSaturdayIsNoHarmWhereSaturdaysAreQuiet() {
    MetricStream stream = baked(SATURDAY, 1);

    assertThat(stream.score()).isLessThan(JudgeSettings.DEFAULT.threshold() / 2);
    assertThat(stream.comparison()).startsWith("the same time in earlier weeks");
  }

  @Test
  void aSaturdayOnWhichHalfOfItsOrdersAreLostIsHarm() {
    assertThat(baked(SATURDAY, 0.5).score()).isGreaterThan(JudgeSettings.DEFAULT.threshold());
  }

  @Test
  void manyDaysTellMoreThanFewWeeksWhereAllDaysAreAlike() {
    MetricStream stream = baked(orders(5 * WEEK + BAKE, _ -> false), 1);

    assertThat(stream.comparison()).startsWith("the same time on earlier days");
    assertThat(stream.score()).isLessThan(JudgeSettings.DEFAULT.threshold() / 2);
  }

  @Test
  void twoWeeksDoNotTellWhatAWeekIsLike() {
    assertThat(baked(orders(2 * WEEK + BAKE, SeasonTest::isWeekend), 1).comparison())
        .startsWith("the same time on earlier days");
  }
}
