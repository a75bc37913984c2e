package dev.sluice.domain.notify;

import dev.sluice.domain.notify.Notice.What;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * When people are told again that a change waits for one of them. The first notice goes out at
 * once; this is what follows for as long as the wait lasts.
 *
 * @param remindEvery time to the first reminder and between two, {@link #LEAST} to {@link #MOST}
 * @param escalateAfter time after which others are told, once, {@link #LEAST} to {@link #MOST}
 * @param mostReminders how many reminders there are at most, 0 to {@link #MOST_REMINDERS}
 */
public record Escalation(Duration remindEvery, Duration escalateAfter, int mostReminders) {
  public static final Duration LEAST = Duration.ofMinutes(1);
  public static final Duration MOST = Duration.ofDays(7);
  public static final int MOST_REMINDERS = 50;

  /** A reminder each half hour, others after an hour, for half a day. */
  public static final Escalation STANDARD =
      new Escalation(Duration.ofMinutes(30), Duration.ofHours(1), 24);

  public Escalation {
    requireInRange("remindEvery", remindEvery);
    requireInRange("escalateAfter", escalateAfter);
    if (mostReminders < 0 || mostReminders > MOST_REMINDERS) {
      throw new IllegalArgumentException(
          "mostReminders must lie in 0 to %d: %d".formatted(MOST_REMINDERS, mostReminders));
    }
  }

  private static void requireInRange(String name, Duration value) {
    if (value.compareTo(LEAST) < 0 || value.compareTo(MOST) > 0) {
      throw new IllegalArgumentException("%s must lie in 1m to 7d: %s".formatted(name, value));
    }
  }

  /**
   * One more notice of the same wait.
   *
   * @param after time since the wait began
   * @param what REMINDER or ESCALATION
   */
  public record Due(Duration after, What what) {}

  /** In order of time. Where both fall together, the escalation comes first. */
  public List<Due> schedule() {
    List<Due> all = new ArrayList<>();
    all.add(new Due(escalateAfter, What.ESCALATION));
    IntStream.rangeClosed(1, mostReminders)
        .forEach(i -> all.add(new Due(remindEvery.multipliedBy(i), What.REMINDER)));
    all.sort(Comparator.comparing(Due::after));
    return List.copyOf(all);
  }
}
