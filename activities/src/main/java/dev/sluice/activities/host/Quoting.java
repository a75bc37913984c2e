package dev.sluice.activities.host;

/** Texts as single words of a POSIX shell. */
final class Quoting {
  private Quoting() {}

  /**
   * The text as one word that the shell takes as it is.
   *
   * @throws IllegalArgumentException when it holds a NUL, which no shell can hold
   */
  static String quoted(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a text for a shell can't hold a NUL character");
    }
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
