package dev.sluice.activities.ledger;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts as a database of any encoding takes them. */
final class Ascii {
  private static final Pattern OTHER = Pattern.compile("[^\\x20-\\x5b\\x5d-\\x7e]");
  private static final Pattern ESCAPED = Pattern.compile("\\\\u([0-9a-f]{4})");

  private Ascii() {}

  static String of(String text) {
    return OTHER.matcher(text).replaceAll(Ascii::escaped);
  }

  /** What is beyond 16 bits is two characters. */
  private static String escaped(MatchResult other) {
    StringBuilder all = new StringBuilder();
    other.group().chars().forEach(one -> all.append("\\\\u%04x".formatted(one)));
    return all.toString();
  }

  static String back(String text) {
    return ESCAPED.matcher(text).replaceAll(Ascii::character);
  }

  private static String character(MatchResult one) {
    return Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(one.group(1), 16)));
  }
}
