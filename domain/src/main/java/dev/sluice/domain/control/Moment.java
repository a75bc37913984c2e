package dev.sluice.domain.control;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * The time at which a change is judged.
 *
 * @param zone the calendar's
 * @param frozenBy names of the freezes that hold for the change now
 * @param freezeNear whether one begins within 24 hours
 * @param peak whether these are hours of most traffic
 * @param fridayAfternoon whether a weekend without watchers is near; never without a calendar
 */
public record Moment(
    Instant now,
    ZoneId zone,
    List<String> frozenBy,
    boolean freezeNear,
    boolean peak,
    boolean fridayAfternoon) {
  public Moment {
    frozenBy = List.copyOf(frozenBy);
  }

  public DayOfWeek weekday() {
    return now.atZone(zone).getDayOfWeek();
  }

  /** 0 to 23. */
  public int hour() {
    return now.atZone(zone).getHour();
  }
}
