package dev.sluice.domain.changetype;

import org.jspecify.annotations.Nullable;

/** Reads percentages. */
public final class Percent {
  private static final double WHOLE = 100;

  private Percent() {}

  /** The share that a text says, 0 to 1; null where it is no number from 0 to 100. */
  public static @Nullable Double of(String text) {
    try {
      double percent = Double.parseDouble(text);
      return percent >= 0 && percent <= WHOLE ? percent / WHOLE : null;
    } catch (NumberFormatException _) {
      return null;
    }
  }
}
