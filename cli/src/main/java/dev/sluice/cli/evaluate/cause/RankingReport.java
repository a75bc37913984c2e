package dev.sluice.cli.evaluate.cause;

import dev.sluice.cli.terminal.Printable;
import dev.sluice.cli.terminal.Style;
import dev.sluice.cli.terminal.Table;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Scores of rankings as a table, or as JSON. */
final class RankingReport {
  private RankingReport() {}

  static String render(List<RankingScores> scores, Style style) {
    Table table =
        Table.of(
            "SOURCE", ">CASES", ">TOP 1", ">TOP 3", ">MRR", ">TOP INSTANCE", ">THE OTHER", ">P");
    for (RankingScores one : scores) {
      RankingScores.Against against = one.against();
      table.row(
          Printable.text(one.source()),
          String.valueOf(one.cases()),
          "%s [%s,%s]"
              .formatted(
                  number(one.first()), number(one.interval().low()), number(one.interval().high())),
          number(one.amongThree()),
          number(one.reciprocal()),
          number(one.instance()),
          against == null ? "-" : number(against.first()),
          against == null ? "-" : String.format(Locale.ROOT, "%.2g", against.p()));
    }
    return table.render(style, "");
  }

  static String json(List<RankingScores> scores) {
    ObjectNode whole = JsonNodeFactory.instance.objectNode();
    for (RankingScores one : scores) {
      ObjectNode node = whole.putObject(one.source());
      node.put("cases", one.cases());
      node.put("top1", one.first());
      node.putArray("top1_interval").add(one.interval().low()).add(one.interval().high());
      node.put("top3", one.amongThree());
      node.put("mrr", one.reciprocal());
      if (Double.isNaN(one.instance())) {
        node.putNull("top_instance");
      } else {
        node.put("top_instance", one.instance());
      }
      RankingScores.Against against = one.against();
      if (against != null) {
        node.put("against_top1", against.first());
        node.put("against_p", against.p());
      }
    }
    return whole.toString();
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.3f", value);
  }
}
