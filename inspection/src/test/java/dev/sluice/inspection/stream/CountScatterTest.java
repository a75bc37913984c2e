package dev.sluice.inspection.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class CountScatterTest {
  private static final int INTERVALS = 160;
  private static final double REQUESTS = 50;
  private static final double RATE = 0.05;

  private final RandomGenerator random = new SplittableRandom(3);

  private double[] binomial(double rate) {
    double[] shares = new double[INTERVALS];
    for (int i = 0; i < INTERVALS; i++) {
      int bad = 0;
      for (int r = 0; r < REQUESTS; r++) {
        bad += random.nextDouble() < rate ? 1 : 0;
      }
      shares[i] = bad / REQUESTS;
    }
    return shares;
  }

  private static double overdispersion(List<double[]> values) {
    double[] requests = new double[INTERVALS];
    Arrays.fill(requests, REQUESTS);
    CountScatter scatter = new CountScatter();
    scatter.add(values.stream().map(each -> new CountedSeries(each, requests, true)).toList());
    return scatter.overdispersion();
  }

  @Test
  void independentRequestsCountFully() {
    assertThat(overdispersion(List.of(binomial(RATE), binomial(RATE), binomial(RATE))))
        .isBetween(1.0, 1.3);
  }

  @Test
  void whatLastsCountsForLessThanAsMuchThatDoesNot() {
    double[] scattered = new double[INTERVALS];
    double[] lasting = new double[INTERVALS];
    for (int i = 0; i < INTERVALS; i++) {
      scattered[i] = i % 20 == 0 ? 1 : 0;
      lasting[i] = i % 80 < 4 ? 1 : 0;
    }

    double few = overdispersion(List.of(scattered, scattered));
    double many = overdispersion(List.of(lasting, lasting));

    assertThat(many).isGreaterThan(3 * few);
  }

  @Test
  void targetsThatDifferScatterNoMore() {
    assertThat(overdispersion(List.of(binomial(0.04), binomial(0.06)))).isBetween(1.0, 1.4);
  }
}
