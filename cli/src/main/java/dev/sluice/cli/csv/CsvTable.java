package dev.sluice.cli.csv;

import dev.sluice.cli.csv.CsvReader.Row;
import java.io.StringReader;
import java.io.UncheckedIOException;
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
public record CsvTable(String name, List<String> head, List<Row> rows) {
  public CsvTable {
    head = List.copyOf(head);
    rows = List.copyOf(rows);
  }

  /**
   * All of a file.
   *
   * @throws IllegalArgumentException names the line that is wrong
   * @throws UncheckedIOException where it can't be read
   */
  public static CsvTable read(Path file) {
    try (CsvReader rows = CsvReader.open(file)) {
      return all(rows);
    }
  }

  /** All of a text. */
  public static CsvTable parse(String name, String text) {
    try (CsvReader rows = CsvReader.of(name, new StringReader(text))) {
      return all(rows);
    }
  }

  private static CsvTable all(CsvReader reader) {
    Row head = reader.next();
    if (head == null) {
      throw new IllegalArgumentException(reader.name() + ": is empty, must begin with a head line");
    }
    List<Row> rows = new ArrayList<>();
    for (Row row = reader.next(); row != null; row = reader.next()) {
      if (row.cells().size() != head.cells().size()) {
        throw new IllegalArgumentException(
            "%s:%d: has %d cells, must have %d like the head line"
                .formatted(reader.name(), row.line(), row.cells().size(), head.cells().size()));
      }
      rows.add(row);
    }
    return new CsvTable(reader.name(), head.cells(), rows);
  }

  /** The column's place, from 0. */
  public int column(String title) {
    int column = head.indexOf(title);
    if (column < 0) {
      throw new IllegalArgumentException(
          "%s:1: the column %s is missing; there are %s"
              .formatted(name, title, String.join(", ", head)));
    }
    return column;
  }

  /** The cell as a number; NaN for an empty one. */
  public double number(Row row, int column) {
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

  /** Says where a cell is wrong, and what it must be. */
  public IllegalArgumentException wrong(Row row, int column, String wanted) {
    return new IllegalArgumentException(
        "%s:%d: %s: is '%s', must be %s"
            .formatted(name, row.line(), head.get(column), row.cells().get(column), wanted));
  }
}
