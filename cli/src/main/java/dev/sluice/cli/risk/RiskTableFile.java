package dev.sluice.cli.risk;

import dev.sluice.cli.csv.CsvReader;
import dev.sluice.cli.csv.CsvReader.Row;
import dev.sluice.inspection.risk.RiskTable;
import dev.sluice.inspection.risk.RiskTable.Change;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A file of changes: project, commit, time, perhaps label, and columns of numbers.
 *
 * @param changes in the order of the file
 * @param leftOut columns that hold text, which tell the model nothing
 */
public record RiskTableFile(RiskTable changes, List<String> leftOut) {
  private static final String LABEL = "label";
  private static final Set<String> NO_FEATURES =
      Set.of("project", "commit", "time", LABEL, "split");

  public RiskTableFile {
    leftOut = List.copyOf(leftOut);
  }

  /**
   * Reads a history, of which it must be said what came of its changes.
   *
   * @throws IllegalArgumentException names the line and the column that are wrong
   */
  public static RiskTableFile history(Path file) {
    return read(file, true);
  }

  /** Reads changes that are asked about; what came of them may be said, and need not. */
  public static RiskTableFile cases(Path file) {
    return read(file, false);
  }

  private static RiskTableFile read(Path file, boolean labelled) {
    try (CsvReader rows = CsvReader.open(file)) {
      Row head = rows.next();
      if (head == null) {
        throw new IllegalArgumentException(file + ": is empty, must begin with a head line");
      }
      return new Reading(rows, head.cells(), labelled).all();
    }
  }

  /** What the first cell that is not empty says about its column. */
  private enum Content {
    NOTHING,
    NUMBERS,
    TEXT
  }

  /** One file while it is read. */
  private static final class Reading {
    private final CsvReader rows;
    private final List<String> head;
    private final int project;
    private final int commit;
    private final int time;
    private final int label;
    private final int[] columns;
    private final Content[] contents;

    Reading(CsvReader rows, List<String> head, boolean labelled) {
      this.rows = rows;
      this.head = head.stream().map(String::strip).toList();
      project = column("project");
      commit = column("commit");
      time = column("time");
      label = labelled ? column(LABEL) : this.head.indexOf(LABEL);
      columns =
          IntStream.range(0, head.size())
              .filter(column -> !NO_FEATURES.contains(this.head.get(column)))
              .toArray();
      contents = new Content[columns.length];
      Arrays.fill(contents, Content.NOTHING);
    }

    private int column(String title) {
      int column = head.indexOf(title);
      if (column < 0) {
        throw new IllegalArgumentException(
            "%s:1: the column %s is missing; there are %s"
                .formatted(rows.name(), title, String.join(", ", head)));
      }
      return column;
    }

    RiskTableFile all() {
      List<Change> read = new ArrayList<>();
      for (Row row = rows.next(); row != null; row = rows.next()) {
        if (row.cells().size() != head.size()) {
          throw new IllegalArgumentException(
              "%s:%d: has %d cells, must have %d like the head line"
                  .formatted(rows.name(), row.line(), row.cells().size(), head.size()));
        }
        if (read.size() == RiskTable.MOST_CHANGES) {
          throw new IllegalArgumentException(
              "%s:%d: more than %d changes; leave out the oldest"
                  .formatted(rows.name(), row.line(), RiskTable.MOST_CHANGES));
        }
        read.add(change(row));
      }
      return whole(read);
    }

    private RiskTableFile whole(List<Change> read) {
      int[] numbers =
          IntStream.range(0, columns.length)
              .filter(column -> contents[column] != Content.TEXT)
              .toArray();
      List<String> leftOut =
          IntStream.range(0, columns.length)
              .filter(column -> contents[column] == Content.TEXT)
              .mapToObj(column -> head.get(columns[column]))
              .toList();
      if (numbers.length == 0) {
        throw new IllegalArgumentException(
            rows.name() + ":1: has no column of numbers beside time, label and split");
      }
      List<Change> changes = new ArrayList<>(read.size());
      for (Change change : read) {
        double[] its = Arrays.stream(numbers).mapToDouble(change::number).toArray();
        changes.add(new Change(change.group(), change.id(), change.time(), its, change.harmed()));
      }
      List<String> names =
          Arrays.stream(numbers).mapToObj(column -> head.get(columns[column])).toList();
      return new RiskTableFile(new RiskTable(names, changes), leftOut);
    }

    private Change change(Row row) {
      double[] numbers = new double[columns.length];
      for (int column = 0; column < numbers.length; column++) {
        numbers[column] = number(row, column);
      }
      return new Change(
          row.cells().get(project), row.cells().get(commit), time(row), numbers, harmed(row));
    }

    /** NaN for nothing and for text. */
    private double number(Row row, int column) {
      String cell = row.cells().get(columns[column]).strip();
      if (cell.isEmpty() || contents[column] == Content.TEXT) {
        return Double.NaN;
      }
      try {
        double number = Double.parseDouble(cell);
        if (!Double.isInfinite(number)) {
          contents[column] = Content.NUMBERS;
          return number;
        }
      } catch (NumberFormatException _) {
        if (contents[column] == Content.NOTHING) {
          contents[column] = Content.TEXT;
          return Double.NaN;
        }
      }
      throw wrong(row, columns[column], "a finite number or nothing, as above it");
    }

    private Instant time(Row row) {
      String cell = row.cells().get(time).strip();
      try {
        return cell.contains("T")
            ? Instant.parse(cell)
            : Instant.ofEpochSecond(new BigDecimal(cell).longValue());
      } catch (NumberFormatException | DateTimeException _) {
        throw wrong(row, time, "seconds since 1970 or a time such as 2026-11-28T15:00:00Z");
      }
    }

    private @Nullable Boolean harmed(Row row) {
      return switch (label < 0 ? "" : row.cells().get(label).strip()) {
        case "1", "1.0" -> true;
        case "0", "0.0" -> false;
        case "" -> null;
        default -> throw wrong(row, label, "1 (did harm), 0 (did none) or nothing");
      };
    }

    private IllegalArgumentException wrong(Row row, int column, String wanted) {
      return new IllegalArgumentException(
          "%s:%d: %s: is '%s', must be %s"
              .formatted(
                  rows.name(), row.line(), head.get(column), row.cells().get(column), wanted));
    }
  }
}
