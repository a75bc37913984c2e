package dev.sluice.benchmarks;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** The chance that all benchmarks share, so that each sees the same series in every run. */
final class Seed {
  private static final long SEED = 20_261_123;

  private Seed() {}

  static RandomGenerator random() {
    return random(0);
  }

  /** Another one for each series, 0 or above. */
  static RandomGenerator random(int series) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(SEED + series);
  }
}
