package dev.sluice.domain.control;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;

/**
 * When changes are unwelcome.
 *
 * @param declared whether somebody wrote one
 * @param zone in which weekdays and hours are counted
 * @param peaks hours of most traffic
 */
public record ChangeCalendar(
    boolean declared, ZoneId zone, List<Freeze> freezes, List<TimeSpan.Weekly> peaks) {
  public static final ChangeCalendar NONE =
      new ChangeCalendar(false, ZoneOffset.UTC, List.of(), List.of());

  /** A freeze that begins within this time is near. */
  public static final Duration NEAR = Duration.ofHours(24);

  private static final int NOON = 12;

  public ChangeCalendar {
    freezes = List.copyOf(freezes);
    peaks = List.copyOf(peaks);
  }

  /** What time it is for such a change. Shadow freezes are left out. */
  public Moment at(Instant now, Reach reach, boolean emergency) {
    List<Freeze> concerning =
        freezes.stream()
            .filter(freeze -> freeze.status() == RuleStatus.ENFORCED)
            .filter(freeze -> freeze.concerns(reach, emergency))
            .toList();
    ZonedDateTime local = now.atZone(zone);
    return new Moment(
        now,
        zone,
        concerning.stream()
            .filter(freeze -> freeze.span().contains(now))
            .map(Freeze::name)
            .toList(),
        concerning.stream().anyMatch(freeze -> freeze.span().isNear(now, NEAR)),
        peaks.stream().anyMatch(peak -> peak.contains(now)),
        declared && local.getDayOfWeek() == DayOfWeek.FRIDAY && local.getHour() >= NOON);
  }
}
