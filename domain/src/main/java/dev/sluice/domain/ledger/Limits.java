package dev.sluice.domain.ledger;

import java.time.Duration;
import java.util.List;

/** How much a row may hold. */
final class Limits {
  /** Most characters of a text; of a longer one the beginning is kept. */
  static final int LONGEST_TEXT = 1_000;

  /** Most members of a list. */
  static final int LONGEST_LIST = 1_000;

  /** Most metrics of a verdict. */
  static final int MOST_EVIDENCE = 100;

  private static final String CUT = "…";

  private Limits() {}

  /** The text, or its beginning and an ellipsis: a row that is refused would tell less. */
  static String text(String text) {
    if (text.length() <= LONGEST_TEXT) {
      return text;
    }
    int end = LONGEST_TEXT - 1;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + CUT;
  }

  static List<String> texts(String what, List<String> texts) {
    return list(what, texts, LONGEST_LIST).stream().map(Limits::text).toList();
  }

  static <T> List<T> list(String what, List<T> list, int most) {
    if (list.size() > most) {
      throw new IllegalArgumentException(
          "%s must be at most %d, not %d".formatted(what, most, list.size()));
    }
    return List.copyOf(list);
  }

  static String needed(String what, String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException(what + " must not be empty");
    }
    return text(text);
  }

  static int count(String what, int count) {
    if (count < 0) {
      throw new IllegalArgumentException(what + " must be 0 or more: " + count);
    }
    return count;
  }

  /** To the millisecond, as it is written. */
  static Duration length(String what, Duration length) {
    if (length.isNegative()) {
      throw new IllegalArgumentException(what + " must not be negative: " + length);
    }
    return Duration.ofMillis(length.toMillis());
  }

  /** A share or a probability; NaN where it is not known. */
  static double share(String what, double share) {
    if (share < 0 || share > 1) {
      throw new IllegalArgumentException(what + " must lie in 0 to 1: " + share);
    }
    return share;
  }
}
