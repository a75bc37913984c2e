package dev.sluice.domain.changetype;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text with placeholders such as {@code ${service}} that parameters fill.
 *
 * @param text at most 4,096 characters
 */
public record Template(String text) {
  private static final int MAX_LENGTH = 4_096;
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([a-z][a-zA-Z0-9_]*)}");

  public Template {
    new Faults()
        .require(text.length() <= MAX_LENGTH, "", "is longer than 4,096 characters: shorten it")
        .require(
            !PLACEHOLDER.matcher(text).replaceAll("").contains("${"),
            "",
            "has a ${ that is no placeholder: write it as ${parameter}")
        .throwIfAny();
  }

  /** Names between the braces, in order of appearance. */
  public Set<String> placeholders() {
    var names = new LinkedHashSet<String>();
    PLACEHOLDER.matcher(text).results().forEach(match -> names.add(match.group(1)));
    return names;
  }

  /** The text with every placeholder replaced; a filled-in value is not read for placeholders. */
  public String fill(Map<String, String> values) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(value(values, match.group(1))));
  }

  private static String value(Map<String, String> values, String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "no value for ${" + name + "}: check the parameters before filling a template");
    }
    return value;
  }
}
