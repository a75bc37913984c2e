package dev.sluice.activities.inspection;

import java.time.Duration;
import java.time.Instant;

/**
 * When a bake looks: as often as there are new samples, seldom where it lasts for days, and exactly
 * at its two limits.
 *
 * @param start when the targets ran the new state
 * @param minimum nothing passes earlier
 * @param maximum undecided after this long is the end
 * @param interval time between two looks
 */
record BakePace(Instant start, Duration minimum, Duration maximum, Duration interval) {
  private static final Duration SHORTEST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final Duration LEAST_PAUSE = Duration.ofMillis(100);
  private static final int LOOKS = 200;

  /**
   * @param sampling time between two samples: to look more often shows nothing new
   */
  static BakePace of(Instant start, Duration minimum, Duration maximum, Duration sampling) {
    Duration spread = smaller(maximum.dividedBy(LOOKS), LONGEST);
    return new BakePace(start, minimum, maximum, larger(larger(sampling, SHORTEST), spread));
  }

  /** How long the targets have been watched, zero at least. */
  Duration baked(Instant now) {
    return larger(Duration.between(start, now), Duration.ZERO);
  }

  boolean mayPass(Instant now) {
    return baked(now).compareTo(minimum) >= 0;
  }

  boolean ends(Instant now) {
    return baked(now).compareTo(maximum) >= 0;
  }

  /**
   * How long to rest between two looks.
   *
   * @param look when the last look began
   * @param now when it had ended
   */
  Duration rest(Instant look, Instant now) {
    Instant next = look.plus(interval);
    next = earlierOf(next, start.plus(minimum), look);
    next = earlierOf(next, start.plus(maximum), look);
    return larger(Duration.between(now, next), LEAST_PAUSE);
  }

  private static Instant earlierOf(Instant next, Instant limit, Instant look) {
    return limit.isAfter(look) && limit.isBefore(next) ? limit : next;
  }

  private static Duration larger(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  private static Duration smaller(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
