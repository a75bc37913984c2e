package dev.sluice.inspection.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.inspection.MetricSpec.BadDirection;
import dev.sluice.domain.inspection.MetricSpec.Kind;
import dev.sluice.domain.inspection.MetricSpec.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Errors that come in bursts, and harm beside them. */
class BurstsTest {
  private static final int BEFORE = 120;
  private static final int SINCE = 40;
  private static final double REQUESTS = 60;
  private static final double THRESHOLD = JudgeSettings.DEFAULT.threshold();
  private static final MetricSpec ERRORS =
      new MetricSpec(
          "errors", Kind.ERROR_RATE, BadDirection.INCREASE, Role.DECIDING, "errors", 0.01);

  private final SplittableRandom random = new SplittableRandom(5);

  private List<double[]> calm(int targets) {
    List<double[]> all = new ArrayList<>();
    for (int j = 0; j < targets; j++) {
      double[] one = new double[BEFORE + SINCE];
      Arrays.setAll(one, _ -> share(0.01));
      all.add(one);
    }
    return all;
  }

  private double share(double rate) {
    int bad = 0;
    for (int r = 0; r < REQUESTS; r++) {
      bad += random.nextDouble() < rate ? 1 : 0;
    }
    return bad / REQUESTS;
  }

  private void burst(double[] series, int from, int intervals) {
    for (int i = from; i < from + intervals; i++) {
      series[i] = share(0.33);
    }
  }

  private static double score(List<double[]> all, int changed) {
    List<double[]> before = all.stream().map(one -> Arrays.copyOf(one, BEFORE)).toList();
    List<double[]> requests = all.stream().map(_ -> requests(BEFORE)).toList();
    MetricStream stream =
        MetricStream.of(
            MetricPast.of(
                ERRORS,
                SINCE,
                Duration.ofSeconds(15),
                before.subList(0, changed),
                before.subList(changed, all.size()),
                new Weights(requests.subList(0, changed), requests.subList(changed, all.size()))),
            JudgeSettings.DEFAULT);
    for (int t = BEFORE; t < BEFORE + SINCE; t++) {
      int now = t;
      double[] values = all.stream().mapToDouble(one -> one[now]).toArray();
      stream.take(
          Arrays.copyOf(values, changed),
          Arrays.copyOfRange(values, changed, values.length),
          requests(changed),
          requests(values.length - changed));
    }
    return stream.score();
  }

  private static double[] requests(int length) {
    double[] requests = new double[length];
    Arrays.fill(requests, REQUESTS);
    return requests;
  }

  @Test
  void oneIsNoHarmWhetherTheyWereSeenBeforeOrNot() {
    List<double[]> all = calm(6);
    burst(all.getFirst(), BEFORE + 12, 4);
    assertThat(score(all, 1)).isLessThan(THRESHOLD);
    burst(all.get(3), 30, 4);
    burst(all.get(4), 80, 4);
    assertThat(score(all, 1)).isLessThan(THRESHOLD);
  }

  @Test
  void oneThatGoesOnIsHarmEvenWhereSomeWereSeen() {
    List<double[]> all = calm(6);
    burst(all.get(3), 30, 4);
    burst(all.get(4), 80, 4);
    burst(all.getFirst(), BEFORE, SINCE);
    assertThat(score(all, 1)).isGreaterThan(THRESHOLD);
  }

  @Test
  void manyAfterNoneAreHarm() {
    List<double[]> all = calm(6);
    for (int i = 6; i < SINCE - 2; i += 8) {
      burst(all.getFirst(), BEFORE + i, 2);
    }
    assertThat(score(all, 1)).isGreaterThan(THRESHOLD);
  }

  @Test
  void theyHideNoHarmBetweenThem() {
    List<double[]> all = calm(6);
    burst(all.get(3), 30, 4);
    burst(all.get(4), 80, 4);
    for (int t = BEFORE; t < BEFORE + SINCE; t++) {
      all.getFirst()[t] = share(0.05);
    }
    burst(all.getFirst(), BEFORE + 20, 4);
    assertThat(score(all, 1)).isGreaterThan(THRESHOLD);
  }

  @Test
  void harmOnOneOfTwoIsNoBurst() {
    List<double[]> all = calm(2);
    burst(all.getFirst(), BEFORE, SINCE);
    assertThat(score(all, 2)).isGreaterThan(THRESHOLD);
  }

  @Test
  void whatBefallsUnchangedTargetsTooIsNobodysFault() {
    List<double[]> all = calm(6);
    all.forEach(one -> burst(one, BEFORE + 1, 8));
    assertThat(score(all, 3)).isLessThan(THRESHOLD);
  }

  @Test
  void areTheLessLikelyTheLongerNoneWasSeen() {
    assertThat(new Bursts(0, 0, 900).rarity()).isGreaterThan(new Bursts(0, 0, 90).rarity());
    assertThat(new Bursts(5, 20, 900).rarity()).isLessThan(new Bursts(1, 4, 900).rarity());
  }

  @Test
  void surpriseTheMoreTheLongerTheyLast() {
    Bursts usual = new Bursts(2, 8, 900);
    assertThat(usual.surprise(new Bursts(1, 20, 40)))
        .isGreaterThan(usual.surprise(new Bursts(1, 4, 40)));
    assertThat(usual.surprise(new Bursts(3, 12, 40)))
        .isGreaterThan(usual.surprise(new Bursts(1, 4, 40)));
  }

  @Test
  void thePastTellsThemFromOtherScatter() {
    List<double[]> all = calm(3);
    burst(all.get(1), 40, 4);
    burst(all.get(2), 90, 6);
    PastBursts found =
        new PastBursts(
            all.stream().map(one -> new CountedSeries(one, requests(one.length), true)).toList(),
            List.of());
    assertThat(found.bursts().begun()).isEqualTo(2);
    assertThat(found.bursts().lasting()).isEqualTo(10);
    assertThat(found.overdispersion()).isBetween(1.0, 1.3);
  }

  @Test
  void whatHappensMostOfTheTimeIsNoBurst() {
    List<double[]> all = calm(3);
    all.forEach(one -> {
      for (int from = 0; from + 8 < one.length; from += 16) {
        burst(one, from, 8);
      }
    });
    PastBursts found =
        new PastBursts(
            all.stream().map(one -> new CountedSeries(one, requests(one.length), true)).toList(),
            List.of());
    assertThat(found.bursts().begun()).isZero();
    assertThat(found.overdispersion()).isGreaterThan(5);
  }
}
