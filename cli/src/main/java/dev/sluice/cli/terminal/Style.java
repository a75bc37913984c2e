package dev.sluice.cli.terminal;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * How text looks to its reader.
 *
 * @param terminal whether a person reads it on a terminal: times are then local and short
 * @param colour whether colours are wanted
 * @param width columns available
 * @param zone the zone of the times shown
 */
public record Style(boolean terminal, boolean colour, int width, ZoneId zone) {
  /** No escape codes, times in UTC: for pipes and files. */
  public static final Style PLAIN = new Style(false, false, Integer.MAX_VALUE, ZoneOffset.UTC);

  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final String ESCAPE = "\u001b[";

  public String good(String text) {
    return paint("32", text);
  }

  public String bad(String text) {
    return paint("1;31", text);
  }

  public String doubtful(String text) {
    return paint("33", text);
  }

  public String busy(String text) {
    return paint("36", text);
  }

  public String strong(String text) {
    return paint("1", text);
  }

  public String faint(String text) {
    return paint("2", text);
  }

  /** The time of day for a person, the whole instant for a file. */
  public String clock(Instant time) {
    return terminal ? CLOCK.format(time.atZone(zone)) : whole(time);
  }

  /** The date and the time of day. */
  public String date(Instant time) {
    return terminal ? DATE.format(time.atZone(zone)) : whole(time);
  }

  private static String whole(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private String paint(String code, String text) {
    return colour && !text.isEmpty() ? ESCAPE + code + "m" + text + ESCAPE + "0m" : text;
  }
}
