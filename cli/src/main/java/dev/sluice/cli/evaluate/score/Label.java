package dev.sluice.cli.evaluate.score;

import dev.sluice.cli.csv.CsvReader.Row;
import dev.sluice.cli.csv.CsvTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The truth about one case.
 *
 * @param family cases of one kind, which are also scored by themselves
 * @param source what the case was cut from; cases of one source are not independent
 * @param bad whether the change made things worse
 * @param onset index from 0 among the samples since the change where it began to show; NaN where
 *     that is not known
 */
public record Label(String caseId, String family, String source, boolean bad, double onset) {

  /** All of a file with the columns case_id, family, source, bad and onset, and any others. */
  public static List<Label> read(Path file) {
    return of(CsvTable.read(file));
  }

  static List<Label> of(CsvTable table) {
    int id = table.column("case_id");
    int family = table.column("family");
    int source = table.column("source");
    int bad = table.column("bad");
    int onset = table.column("onset");
    List<Label> labels = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Row row : table.rows()) {
      if (!ids.add(row.cells().get(id))) {
        throw table.wrong(row, id, "a case that stands in no other row");
      }
      labels.add(
          new Label(
              row.cells().get(id),
              row.cells().get(family),
              row.cells().get(source),
              bad(table, row, bad),
              table.number(row, onset)));
    }
    if (labels.isEmpty()) {
      throw new IllegalArgumentException(table.name() + ": holds no label");
    }
    return labels;
  }

  private static boolean bad(CsvTable table, Row row, int column) {
    return switch (row.cells().get(column)) {
      case "1" -> true;
      case "0" -> false;
      default -> throw table.wrong(row, column, "1 (bad) or 0 (fine)");
    };
  }
}
