package dev.sluice.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one metric costs from its samples to the verdict, beside Kayenta's judge. */
final class ComparisonTable {
  private static final String ABSENT = "–";

  private static final List<Row> ROWS =
      List.of(
          new Row(Span.HOUR_AFTER_HOUR, "1", "≤ 20"),
          new Row(Span.DAY_AFTER_DAY, "1", "≤ 200"),
          new Row(Span.HOUR_AFTER_DAY, "1", ABSENT),
          new Row(Span.HOUR_AFTER_HOUR, "5", ABSENT),
          new Row(Span.DAY_AFTER_DAY, "5", ABSENT),
          new Row(Span.HOUR_AFTER_DAY, "5", ABSENT));

  private ComparisonTable() {}

  /**
   * @param span samples before and since the change
   * @param targets in each group
   * @param wanted in microseconds
   */
  private record Row(Span span, String targets, String wanted) {}

  static String of(Results results) {
    var text = new StringBuilder();
    text.append("| points before | points since | targets a group | Sluice, µs | wanted, µs ");
    text.append("| Kayenta, µs | Kayenta / Sluice |\n");
    text.append("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n");
    for (Row row : ROWS) {
      results
          .find(
              "ComparisonBenchmark.sluice",
              Map.of("span", row.span().name(), "targets", row.targets()))
          .ifPresent(sluice -> text.append(line(row, sluice, kayenta(results, row))));
    }
    return text.toString();
  }

  /** Kayenta knows one series for each group, so it is asked about one target only. */
  private static Optional<Measurement> kayenta(Results results, Row row) {
    return row.targets().equals("1")
        ? results.find("KayentaBenchmark.kayenta", Map.of("span", row.span().name()))
        : Optional.empty();
  }

  private static String line(Row row, Measurement sluice, Optional<Measurement> kayenta) {
    return "| %s | %s | %s | %s | %s | %s | %s |\n"
        .formatted(
            row.span().before,
            row.span().since,
            row.targets(),
            sluice,
            row.wanted(),
            kayenta.map(Measurement::toString).orElse(ABSENT),
            kayenta.map(peer -> peer.ratioTo(sluice)).orElse(ABSENT));
  }
}
