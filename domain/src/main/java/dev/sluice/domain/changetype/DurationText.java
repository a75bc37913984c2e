package dev.sluice.domain.changetype;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write them: {@code 500ms}, {@code 15s}, {@code 1m30s}, {@code 2h}, {@code
 * 7d}.
 */
public final class DurationText {
  /** What is right, for messages. */
  public static final String FORM = "a duration such as 500ms, 15s, 1m30s, 2h or 7d";

  private static final Pattern TEXT =
      Pattern.compile(
          "(?:(\\d{1,4})d)?(?:(\\d{1,5})h)?(?:(\\d{1,6})m)?(?:(\\d{1,8})s)?(?:(\\d{1,9})ms)?");

  private DurationText() {}

  /** Empty when the text is no duration. Zero is {@code 0s}. */
  public static Optional<Duration> parse(String text) {
    Matcher match = TEXT.matcher(text);
    if (text.isEmpty() || !match.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        Duration.ofDays(part(match, 1))
            .plusHours(part(match, 2))
            .plusMinutes(part(match, 3))
            .plusSeconds(part(match, 4))
            .plusMillis(part(match, 5)));
  }

  /** The shortest text that {@link #parse} reads as the same duration, to the millisecond. */
  public static String format(Duration duration) {
    if (duration.toMillis() == 0) {
      return "0s";
    }
    return unit(duration.toDaysPart(), "d")
        + unit(duration.toHoursPart(), "h")
        + unit(duration.toMinutesPart(), "m")
        + unit(duration.toSecondsPart(), "s")
        + unit(duration.toMillisPart(), "ms");
  }

  private static long part(Matcher match, int group) {
    String digits = match.group(group);
    return digits == null ? 0 : Long.parseLong(digits);
  }

  private static String unit(long amount, String unit) {
    return amount == 0 ? "" : amount + unit;
  }
}
