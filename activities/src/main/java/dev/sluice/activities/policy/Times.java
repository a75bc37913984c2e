package dev.sluice.activities.policy;

import dev.sluice.activities.yaml.Section;
import dev.sluice.domain.control.TimeSpan;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads times, days and time zones. What is wrong goes to the findings, with a stand-in. */
final class Times {
  private static final List<DayOfWeek> EVERY_DAY = Arrays.asList(DayOfWeek.values());

  private Times() {}

  static ZoneId zone(Section section, String key) {
    return parsed(
        section, key, ZoneId::of, ZoneId.of("UTC"), "a time zone such as Europe/Berlin or UTC");
  }

  static LocalTime time(Section section, String key) {
    return parsed(
        section, key, LocalTime::parse, LocalTime.MIDNIGHT, "a time of day such as \"09:30\"");
  }

  static LocalDateTime dateTime(Section section, String key) {
    return parsed(
        section,
        key,
        LocalDateTime::parse,
        LocalDateTime.MIN,
        "a date and a time such as 2026-12-24T18:00");
  }

  /** On some days of the week; every day where none is named. */
  static TimeSpan.@Nullable Weekly weekly(Section section, String from, String to, ZoneId zone) {
    Set<DayOfWeek> days = new HashSet<>(section.choices("days", DayOfWeek.class, EVERY_DAY));
    LocalTime begin = time(section, from);
    LocalTime end = time(section, to);
    return section.build(() -> new TimeSpan.Weekly(days, begin, end, zone));
  }

  private static <T> T parsed(
      Section section, String key, Function<String, T> parser, T standIn, String form) {
    if (section.required(key, form).isEmpty()) {
      return standIn;
    }
    String written = section.written(key);
    if (written == null) {
      return standIn;
    }
    try {
      return parser.apply(written);
    } catch (DateTimeException wrong) {
      section.refuse(key, "must be " + form + ", not " + written);
      return standIn;
    }
  }
}
