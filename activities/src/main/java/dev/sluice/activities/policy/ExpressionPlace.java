package dev.sluice.activities.policy;

import dev.sluice.activities.yaml.Position;
import dev.sluice.activities.yaml.YamlValue;
import java.util.Arrays;

/** Where in a file a part of a condition stands. */
final class ExpressionPlace {
  private ExpressionPlace() {}

  /**
   * The place in the file.
   *
   * @param text the file's
   * @param value the condition as YAML
   * @param line of the condition, from 1
   * @param column from 0
   */
  static Position of(String text, YamlValue value, int line, int column) {
    Position begin = value.position();
    String[] lines = text.split("\n", -1);
    String first = begin.line() <= lines.length ? lines[Math.max(0, begin.line() - 1)] : "";
    char mark =
        begin.column() <= first.length() ? first.charAt(Math.max(0, begin.column() - 1)) : ' ';
    if (mark == '|' || mark == '>') {
      // A folded block joins its lines: then only its first line is known for sure.
      int at = mark == '|' ? begin.line() + line : begin.line() + 1;
      String block =
          Arrays.stream(lines)
              .skip(begin.line())
              .filter(one -> !one.isBlank())
              .findFirst()
              .orElse("");
      int indentation = block.length() - block.stripLeading().length();
      return new Position(at, indentation + 1 + (mark == '|' ? column : 0));
    }
    int quote = mark == '"' || mark == '\'' ? 1 : 0;
    return new Position(
        begin.line() + line - 1, line == 1 ? begin.column() + quote + column : column + 1);
  }
}
