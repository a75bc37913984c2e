package dev.sluice.cli.evaluate.score;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of comma-separated values with a head line; cells may be quoted, as RFC 4180 says.
 *
 * @param name of the file, for what is said about it
 * @param head the columns' names
 * @param rows each with as many cells as the head
 */
record CsvTable(String name, List<String> head, List<Row> rows) {
  private static final char QUOTE = '"';

  CsvTable {
    head = List.copyOf(head);
    rows = List.copyOf(rows);
  }

  /**
   * @param line where it stands, from 1
   */
  record Row(int line, List<String> cells) {
    Row {
      cells = List.copyOf(cells);
    }
  }

  static CsvTable read(Path file) {
    try {
      return parse(file.toString(), Files.readString(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException("can't read " + file, unreadable);
    }
  }

  static CsvTable parse(String name, String text) {
    List<Row> rows = new Parser(text.startsWith("\ufeff") ? text.substring(1) : text).rows();
    if (rows.isEmpty()) {
      throw new IllegalArgumentException(name + ": is empty, must begin with a head line");
    }
    List<String> head = rows.getFirst().cells();
    for (Row row : rows) {
      if (row.cells().size() != head.size()) {
        throw new IllegalArgumentException(
            "%s:%d: has %d cells, must have %d like the head line"
                .formatted(name, row.line(), row.cells().size(), head.size()));
      }
    }
    return new CsvTable(name, head, rows.subList(1, rows.size()));
  }

  /** The column's place, from 0. */
  int column(String title) {
    int column = head.indexOf(title);
    if (column < 0) {
      throw new IllegalArgumentException(
          "%s:1: the column %s is missing; there are %s"
              .formatted(name, title, String.join(", ", head)));
    }
    return column;
  }

  /** The cell as a number; NaN for an empty one. */
  double number(Row row, int column) {
    String cell = row.cells().get(column).strip();
    if (cell.isEmpty()) {
      return Double.NaN;
    }
    try {
      return Double.parseDouble(cell);
    } catch (NumberFormatException _) {
      throw wrong(row, column, "a number or nothing");
    }
  }

  IllegalArgumentException wrong(Row row, int column, String wanted) {
    return new IllegalArgumentException(
        "%s:%d: %s: is '%s', must be %s"
            .formatted(name, row.line(), head.get(column), row.cells().get(column), wanted));
  }

  /** The text while it is cut into cells. */
  private static final class Parser {
    private final String text;
    private final List<Row> rows = new ArrayList<>();
    private final StringBuilder cell = new StringBuilder();
    private List<String> cells = new ArrayList<>();
    private int line = 1;
    private int begun = 1;

    Parser(String text) {
      this.text = text;
    }

    List<Row> rows() {
      boolean quoted = false;
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == '\n') {
          line++;
        }
        if (c == QUOTE && quoted && i + 1 < text.length() && text.charAt(i + 1) == QUOTE) {
          cell.append(c);
          i++;
        } else if (c == QUOTE) {
          quoted = !quoted;
        } else if (quoted) {
          cell.append(c);
        } else {
          plain(c);
        }
      }
      endRow();
      return rows;
    }

    private void plain(char c) {
      switch (c) {
        case ',' -> endCell();
        case '\n' -> endRow();
        case '\r' -> {}
        default -> cell.append(c);
      }
    }

    private void endCell() {
      cells.add(cell.toString());
      cell.setLength(0);
    }

    private void endRow() {
      if (!cells.isEmpty() || !cell.isEmpty()) {
        endCell();
        rows.add(new Row(begun, cells));
        cells = new ArrayList<>();
      }
      begun = line;
    }
  }
}
