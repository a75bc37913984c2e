package dev.sluice.inspection.sequential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BoundsTest {
  private static final double ALPHA = 0.05;
  private static final int RUNS = 300;

  @Test
  void keepsATrueProbabilityInsideAtAllLooksTogether() {
    var random = new Random(1);
    int excluded = 0;
    for (int run = 0; run < RUNS; run++) {
      excluded += everExcluded(random, 0.03) ? 1 : 0;
    }

    assertThat(excluded / (double) RUNS).isLessThan(ALPHA);
  }

  @Test
  void keepsATrueMeanInsideAtAllLooksTogether() {
    var random = new Random(2);
    int excluded = 0;
    for (int run = 0; run < RUNS; run++) {
      double sum = 0;
      boolean out = false;
      for (int n = 1; n <= 100; n++) {
        sum += random.nextGaussian();
        double radius = NormalMixture.radius(1 / Math.sqrt(n), 1 / Math.sqrt(10), ALPHA / 2, 1e6);
        out |= Math.abs(sum / n) > radius;
      }
      excluded += out ? 1 : 0;
    }

    assertThat(excluded / (double) RUNS).isBetween(0.002, ALPHA);
  }

  @Test
  void widensWhenTheErrorItselfIsUncertain() {
    assertThat(NormalMixture.radius(1, 1, 0.001, 5))
        .isGreaterThan(1.5 * NormalMixture.radius(1, 1, 0.001, 1000));
  }

  @Test
  void boundsNoneOfSomeFromAboveOnly() {
    assertThat(BinomialMixture.low(0, 50, 0.01)).isZero();
    assertThat(BinomialMixture.high(0, 50, 0.01)).isBetween(0.08, 0.2);
    assertThat(BinomialMixture.high(50, 50, 0.01)).isEqualTo(1);
  }

  private static boolean everExcluded(Random random, double probability) {
    int hits = 0;
    for (int n = 1; n <= 100; n++) {
      hits += random.nextDouble() < probability ? 1 : 0;
      if (BinomialMixture.low(hits, n, ALPHA) > probability
          || BinomialMixture.high(hits, n, ALPHA) < probability) {
        return true;
      }
    }
    return false;
  }
}
