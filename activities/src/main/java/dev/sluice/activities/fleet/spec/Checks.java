package dev.sluice.activities.fleet.spec;

import java.time.Duration;
import java.util.regex.Pattern;

/** The checks that the records of a fleet share; each error names the field. */
final class Checks {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");

  private Checks() {}

  static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  static void name(String field, String name) {
    require(
        NAME.matcher(name).matches(),
        field + " must be 1 to 40 of a-z, 0-9, '-', a letter first: " + name);
  }

  static void size(String field, long value, long least, long most) {
    require(
        value >= least && value <= most,
        field + " must lie in " + least + " to " + most + ": " + value);
  }

  static void within(String field, double value, double least, double most) {
    require(
        value >= least && value <= most,
        field + " must lie in " + least + " to " + most + ": " + value);
  }

  static void within(String field, Duration value, Duration least, Duration most) {
    require(
        value.compareTo(least) >= 0 && value.compareTo(most) <= 0,
        field + " must lie in " + least + " to " + most + ": " + value);
  }
}
