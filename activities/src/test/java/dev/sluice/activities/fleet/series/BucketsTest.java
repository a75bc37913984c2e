package dev.sluice.activities.fleet.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BucketsTest {
  private static final double[] BOUNDS = {0.01, 0.02, 0.05, Double.POSITIVE_INFINITY};

  @Test
  void findsAQuantileInsideItsBucket() {
    var buckets = new Buckets(BOUNDS, new int[] {10, 80, 10, 0});

    assertThat(buckets.quantile(0.5)).isCloseTo(0.015, within(1e-9));
    assertThat(buckets.quantile(0.95)).isCloseTo(0.035, within(1e-9));
  }

  @Test
  void aQuantileBeyondTheBoundsIsTheHighestBound() {
    assertThat(new Buckets(BOUNDS, new int[] {0, 0, 0, 4}).quantile(0.5)).isEqualTo(0.05);
  }

  @Test
  void anEmptyHistogramHasNoQuantile() {
    assertThat(new Buckets(BOUNDS, new int[4]).quantile(0.5)).isNaN();
  }

  @Test
  void tellsOnlyWhatWasAdded() {
    var earlier = new Buckets(BOUNDS, new int[] {5, 1, 0, 0});
    var later = new Buckets(BOUNDS.clone(), new int[] {5, 3, 2, 0});

    Buckets added = later.since(earlier);

    assertThat(added.total()).isEqualTo(4);
    assertThat(added.quantile(1)).isCloseTo(0.05, within(1e-9));
  }
}
