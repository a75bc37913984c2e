package dev.sluice.cli.evaluate.score;

import dev.sluice.cli.csv.CsvReader.Row;
import dev.sluice.cli.csv.CsvTable;
import dev.sluice.domain.inspection.Verdict;
import dev.sluice.inspection.recorded.Judgement;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What was said about one case.
 *
 * @param score the higher the worse; NaN where there is none
 * @param detectedAt index from 0 among the samples since the change of the last one seen when FAIL
 *     was first held; -1 where it was not
 */
public record Prediction(String caseId, Verdict verdict, double score, int detectedAt) {
  /** The head line of a file of predictions. */
  public static final String HEAD = "case_id,verdict,score,detected_at";

  public static Prediction of(Judgement judgement) {
    Verdict verdict = judgement.inspection().verdict();
    int detectedAt = verdict == Verdict.FAIL ? judgement.detectedAt() : -1;
    return new Prediction(judgement.caseId(), verdict, judgement.score(), detectedAt);
  }

  /** All of a file, by the case's id. */
  public static Map<String, Prediction> read(Path file) {
    return of(CsvTable.read(file));
  }

  static Map<String, Prediction> of(CsvTable table) {
    int id = table.column("case_id");
    int verdict = table.column("verdict");
    int score = table.column("score");
    int detectedAt = table.column("detected_at");
    Map<String, Prediction> all = new LinkedHashMap<>();
    for (Row row : table.rows()) {
      double at = table.number(row, detectedAt);
      Prediction one =
          new Prediction(
              row.cells().get(id),
              verdict(table, row, verdict),
              table.number(row, score),
              Double.isNaN(at) ? -1 : (int) at);
      if (all.put(one.caseId(), one) != null) {
        throw table.wrong(row, id, "a case that stands in no other row");
      }
    }
    return all;
  }

  private static Verdict verdict(CsvTable table, Row row, int column) {
    return switch (row.cells().get(column)) {
      case "pass" -> Verdict.PASS;
      case "fail" -> Verdict.FAIL;
      case "inconclusive" -> Verdict.INCONCLUSIVE;
      default -> throw table.wrong(row, column, "pass, fail or inconclusive");
    };
  }

  /** As a row of a file of predictions, without a line break. */
  public String row() {
    return "%s,%s,%s,%s"
        .formatted(
            quoted(caseId),
            verdict.name().toLowerCase(Locale.ROOT),
            Double.isNaN(score) ? "" : Double.toString(score),
            detectedAt < 0 ? "" : Integer.toString(detectedAt));
  }

  private static String quoted(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
