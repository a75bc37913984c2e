package dev.sluice.simulation.world;

import java.util.List;
import java.util.random.RandomGenerator;

/** Chances of one world, all from its seed. */
final class Dice {
  private final RandomGenerator random;

  Dice(RandomGenerator random) {
    this.random = random;
  }

  /**
   * @param probability in [0, 1]
   */
  boolean chance(double probability) {
    return probability > 0 && random.nextDouble() < probability;
  }

  /** Both ends included. */
  int between(int low, int high) {
    return random.nextInt(low, high + 1);
  }

  <T> T pick(List<T> things) {
    return things.get(random.nextInt(things.size()));
  }
}
