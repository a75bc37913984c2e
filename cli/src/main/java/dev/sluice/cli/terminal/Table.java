package dev.sluice.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Aligned columns under a head line; columns that are empty in every row are left out. */
public final class Table {
  private static final Pattern ESCAPES = Pattern.compile("\u001b\\[[0-9;]*m");
  private static final String GAP = "  ";

  private final List<String> head;
  private final boolean[] right;
  private final List<List<String>> rows = new ArrayList<>();

  private Table(List<String> head) {
    this.head = head;
    right = new boolean[head.size()];
  }

  /** A table with these column titles; a title that begins with '>' is set to the right. */
  public static Table of(String... titles) {
    List<String> head = new ArrayList<>();
    for (String title : titles) {
      head.add(title.startsWith(">") ? title.substring(1) : title);
    }
    Table table = new Table(List.copyOf(head));
    for (int column = 0; column < titles.length; column++) {
      table.right[column] = titles[column].startsWith(">");
    }
    return table;
  }

  /** Adds a row: one cell for each title. */
  public Table row(String... cells) {
    if (cells.length != head.size()) {
      throw new IllegalArgumentException(
          "a row needs %d cells, not %d".formatted(head.size(), cells.length));
    }
    rows.add(List.of(cells));
    return this;
  }

  /** The lines without a trailing line break, each behind the indent. */
  public String render(Style style, String indent) {
    int[] widths = widths();
    List<String> lines = new ArrayList<>();
    lines.add(style.faint(line(head, widths)));
    for (List<String> row : rows) {
      lines.add(line(row, widths));
    }
    return indent + String.join("\n" + indent, lines);
  }

  /** The columns a text takes on a terminal. */
  static int visible(String text) {
    String plain = ESCAPES.matcher(text).replaceAll("");
    return plain.codePointCount(0, plain.length());
  }

  /** Zero for a column without content. */
  private int[] widths() {
    int[] widths = new int[head.size()];
    for (int column = 0; column < widths.length; column++) {
      int widest = 0;
      for (List<String> row : rows) {
        widest = Math.max(widest, visible(row.get(column)));
      }
      widths[column] = widest == 0 ? 0 : Math.max(widest, visible(head.get(column)));
    }
    return widths;
  }

  private String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      if (widths[column] == 0) {
        continue;
      }
      if (!line.isEmpty()) {
        line.append(GAP);
      }
      String cell = cells.get(column);
      String padding = " ".repeat(widths[column] - visible(cell));
      line.append(right[column] ? padding + cell : cell + padding);
    }
    return line.toString().stripTrailing();
  }
}
