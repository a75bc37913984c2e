package dev.sluice.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one metric costs from its samples to the verdict, beside Kayenta's judge. */
final class ComparisonTable {
  private static final String ABSENT = "–";

  private static final List<Row> ROWS =
      List.of(
          new Row("60", "1", "≤ 20"),
          new Row("1440", "1", "≤ 200"),
          new Row("60", "5", ABSENT),
          new Row("1440", "5", ABSENT));

  private ComparisonTable() {}

  /**
   * @param points since the change
   * @param targets in each group
   * @param wanted in microseconds
   */
  private record Row(String points, String targets, String wanted) {}

  static String of(Results results) {
    var text = new StringBuilder();
    text.append("| points since the change | targets a group | Sluice, µs | wanted, µs ");
    text.append("| Kayenta, µs | Kayenta / Sluice |\n");
    text.append("| ---: | ---: | ---: | ---: | ---: | ---: |\n");
    for (Row row : ROWS) {
      results
          .find(
              "ComparisonBenchmark.sluice",
              Map.of("points", row.points(), "targets", row.targets()))
          .ifPresent(sluice -> text.append(line(row, sluice, kayenta(results, row))));
    }
    return text.toString();
  }

  /** Kayenta knows one series for each group, so it is asked about one target only. */
  private static Optional<Measurement> kayenta(Results results, Row row) {
    return row.targets().equals("1")
        ? results.find("KayentaBenchmark.kayenta", Map.of("points", row.points()))
        : Optional.empty();
  }

  private static String line(Row row, Measurement sluice, Optional<Measurement> kayenta) {
    return "| %s | %s | %s | %s | %s | %s |\n"
        .formatted(
            row.points(),
            row.targets(),
            sluice,
            row.wanted(),
            kayenta.map(Measurement::toString).orElse(ABSENT),
            kayenta.map(peer -> peer.ratioTo(sluice)).orElse(ABSENT));
  }
}
