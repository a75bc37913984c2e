package dev.sluice.domain.control;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Times that come once or again and again, by the clock on the wall of a place. */
public sealed interface TimeSpan {
  /** Whether it is within. The first moment is, the last one no more. */
  boolean contains(Instant time);

  /** When it next begins after {@code time}; empty for never again. */
  Optional<Instant> beginsAfter(Instant time);

  /** When it ends, seen from a moment within. */
  Instant endsAfter(Instant within);

  /**
   * Once.
   *
   * @param to later than {@code from}
   */
  record Once(LocalDateTime from, LocalDateTime to, ZoneId zone) implements TimeSpan {
    public Once {
      if (!to.isAfter(from)) {
        throw new IllegalArgumentException("must end after it begins: " + from + " to " + to);
      }
    }

    private Instant begin() {
      return from.atZone(zone).toInstant();
    }

    private Instant end() {
      return to.atZone(zone).toInstant();
    }

    @Override
    public boolean contains(Instant time) {
      return !time.isBefore(begin()) && time.isBefore(end());
    }

    @Override
    public Optional<Instant> beginsAfter(Instant time) {
      return Optional.of(begin()).filter(begin -> begin.isAfter(time));
    }

    @Override
    public Instant endsAfter(Instant within) {
      return end();
    }
  }

  /**
   * On some days of each week.
   *
   * @param days on which it begins, at least one
   * @param to when it ends; not later than {@code from}, it ends on the next day
   */
  record Weekly(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone)
      implements TimeSpan {
    /** Days looked at: one week, the day before it and the day after. */
    private static final int REACH = 8;

    public Weekly {
      days = Set.copyOf(days);
      if (days.isEmpty()) {
        throw new IllegalArgumentException("days must name at least one day");
      }
    }

    @Override
    public boolean contains(Instant time) {
      return around(time).anyMatch(one -> one.contains(time));
    }

    @Override
    public Optional<Instant> beginsAfter(Instant time) {
      return around(time)
          .map(Occurrence::begin)
          .filter(begin -> begin.isAfter(time))
          .min(Comparator.naturalOrder());
    }

    @Override
    public Instant endsAfter(Instant within) {
      Instant end = within;
      for (int day = 0; day < REACH; day++) {
        Instant from = end;
        Optional<Instant> later =
            around(from)
                .filter(one -> one.contains(from))
                .map(Occurrence::end)
                .max(Comparator.naturalOrder());
        if (later.isEmpty()) {
          return end;
        }
        end = later.get();
      }
      return end;
    }

    private Stream<Occurrence> around(Instant time) {
      LocalDate today = time.atZone(zone).toLocalDate();
      return IntStream.rangeClosed(-1, REACH)
          .mapToObj(today::plusDays)
          .filter(day -> days.contains(day.getDayOfWeek()))
          .map(this::on);
    }

    private Occurrence on(LocalDate day) {
      LocalDate last = to.isAfter(from) ? day : day.plusDays(1);
      return new Occurrence(
          day.atTime(from).atZone(zone).toInstant(), last.atTime(to).atZone(zone).toInstant());
    }

    /** One of its times. Where clocks jump over all of it, it is empty. */
    private record Occurrence(Instant begin, Instant end) {
      boolean contains(Instant time) {
        return !time.isBefore(begin) && time.isBefore(end);
      }
    }
  }

  /** Whether it begins within this time, not having begun. */
  default boolean isNear(Instant now, Duration reach) {
    return !contains(now)
        && beginsAfter(now).filter(begin -> !begin.isAfter(now.plus(reach))).isPresent();
  }
}
