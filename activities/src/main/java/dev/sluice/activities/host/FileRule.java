package dev.sluice.activities.host;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Files that changes may replace.
 *
 * @param pattern an absolute path, or one below the user's home that begins with {@code ~/}; {@code
 *     *} stands for any name within one folder
 * @param reload what makes the new content count; null for none
 * @param drained whether the host is drained meanwhile
 */
public record FileRule(String pattern, @Nullable Invocation reload, boolean drained) {
  /** What a path looks like. */
  static final String PATH = "(~?/[A-Za-z0-9_+@=,-][A-Za-z0-9._+@=,-]*)(/[A-Za-z0-9_+@=,.-]+)*";

  public FileRule {
    if (!pattern.replace("*", "x").matches(PATH) || pattern.contains("..")) {
      throw new IllegalArgumentException(
          "\"%s\" must be an absolute path or begin with ~/, without ..".formatted(pattern));
    }
  }

  boolean allows(String path) {
    String expression = Pattern.quote(pattern).replace("*", "\\E[^/]*\\Q");
    return Pattern.matches(expression, path);
  }
}
