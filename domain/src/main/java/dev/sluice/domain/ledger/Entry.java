package dev.sluice.domain.ledger;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/**
 * One row of the ledger, which is never changed.
 *
 * @param key unique in the ledger: the same key again is the same row, {@code <change>/<n>} as a
 *     rule; 1 to 200 printable characters without spaces
 * @param time when it happened, to the millisecond; between the years 1970 and 9999
 * @param change id of the change, of the same form as a key
 * @param content what happened
 */
public record Entry(String key, Instant time, String change, Content content) {
  /** Most characters of a key or of a change's id. */
  public static final int LONGEST_NAME = 200;

  private static final Pattern NAME = Pattern.compile("[\\x21-\\x7e]{1," + LONGEST_NAME + "}");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

  public Entry {
    requireName("key", key);
    requireName("change", change);
    time = time.truncatedTo(ChronoUnit.MILLIS);
    if (time.isBefore(Instant.EPOCH) || time.isAfter(LATEST)) {
      throw new IllegalArgumentException("time must lie between 1970 and 9999: " + time);
    }
  }

  private static void requireName(String what, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "%s must be 1 to %d printable ASCII characters without spaces: \"%s\""
              .formatted(what, LONGEST_NAME, Limits.text(name)));
    }
  }
}
