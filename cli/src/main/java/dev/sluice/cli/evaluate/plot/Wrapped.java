package dev.sluice.cli.evaluate.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Text cut into lines between its words. */
final class Wrapped {
  private static final int MOST_LINES = 4;
  private static final Pattern SPACE = Pattern.compile("\\s+");

  private Wrapped() {}

  /** At most four lines; the last one ends with an ellipsis where more would follow. */
  static List<String> lines(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : SPACE.split(text.strip(), -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    if (!line.isEmpty()) {
      lines.add(line.toString());
    }
    if (lines.size() > MOST_LINES) {
      lines.subList(MOST_LINES, lines.size()).clear();
      lines.set(MOST_LINES - 1, lines.getLast() + " …");
    }
    return lines;
  }
}
