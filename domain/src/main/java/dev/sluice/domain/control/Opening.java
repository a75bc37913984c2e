package dev.sluice.domain.control;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a change may begin.
 *
 * @param notBefore the first moment
 * @param notAfter the first moment that is too late; null for none
 */
public record Opening(Instant notBefore, @Nullable Instant notAfter) {
  private static final int MOST_STEPS = 1_000;
  private static final Duration REACH = Duration.ofDays(366);

  /**
   * The first time at which all windows are open and no freeze holds.
   *
   * @return empty when there is none within a year
   */
  public static Optional<Opening> find(
      Instant now, List<? extends TimeSpan> windows, List<? extends TimeSpan> freezes) {
    Instant at = now;
    for (int step = 0; step < MOST_STEPS && !at.isAfter(now.plus(REACH)); step++) {
      Instant from = at;
      Optional<? extends TimeSpan> closed =
          windows.stream().filter(window -> !window.contains(from)).findFirst();
      Optional<? extends TimeSpan> frozen =
          freezes.stream().filter(freeze -> freeze.contains(from)).findFirst();
      if (closed.isPresent()) {
        Optional<Instant> opens = closed.get().beginsAfter(from);
        if (opens.isEmpty()) {
          return Optional.empty();
        }
        at = opens.get();
      } else if (frozen.isPresent()) {
        at = frozen.get().endsAfter(from);
      } else {
        return Optional.of(new Opening(from, end(from, windows, freezes)));
      }
    }
    return Optional.empty();
  }

  private static @Nullable Instant end(
      Instant from, List<? extends TimeSpan> windows, List<? extends TimeSpan> freezes) {
    Instant end = null;
    for (TimeSpan window : windows) {
      end = earlier(end, window.endsAfter(from));
    }
    for (TimeSpan freeze : freezes) {
      end = earlier(end, freeze.beginsAfter(from).orElse(null));
    }
    return end;
  }

  private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isBefore(other) ? one : other;
  }
}
