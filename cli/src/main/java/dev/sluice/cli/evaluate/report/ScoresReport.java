package dev.sluice.cli.evaluate.report;

import dev.sluice.cli.evaluate.score.Estimate;
import dev.sluice.cli.evaluate.score.Figures;
import dev.sluice.cli.evaluate.score.Scores;
import dev.sluice.cli.terminal.Printable;
import dev.sluice.cli.terminal.Style;
import dev.sluice.cli.terminal.Table;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The scores of a judge as a table, or as JSON. */
public final class ScoresReport {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ScoresReport() {}

  /** Several lines, without a trailing line break. */
  public static String render(Scores scores, Style style) {
    Table table =
        Table.of(
            "FAMILY",
            ">CASES",
            ">BAD",
            ">PRECISION",
            ">RECALL",
            ">F1",
            ">FALSE ALARMS",
            ">INC",
            ">DELAY",
            ">AUC",
            ">R@FAR5");
    scores.families().forEach((family, figures) -> row(table, family, figures));
    row(table, "ALL (pooled)", scores.pooled());
    StringBuilder text = new StringBuilder(table.render(style, ""));
    text.append("\nMacro F1 over families: ").append(Rounded.fixedThree(scores.macroF1()));
    if (scores.unpredicted() > 0) {
      text.append("\nLabelled cases without a verdict, which count as inconclusive: ")
          .append(scores.unpredicted());
    }
    if (scores.unlabelled() > 0) {
      text.append("\nJudged cases without a label, which don't count: ")
          .append(scores.unlabelled());
    }
    return text.toString();
  }

  /** One object, with null for a figure that has no value. */
  public static String json(Scores scores) {
    ObjectNode whole = NODES.objectNode();
    ObjectNode families = whole.putObject("families");
    for (Map.Entry<String, Figures> family : scores.families().entrySet()) {
      families.set(family.getKey(), node(family.getValue()));
    }
    whole.set("pooled", node(scores.pooled()));
    put(whole, "macro_f1", scores.macroF1());
    whole.put("unpredicted", scores.unpredicted());
    whole.put("unlabelled", scores.unlabelled());
    return whole.toString();
  }

  private static void row(Table table, String name, Figures figures) {
    table.row(
        Printable.text(name),
        String.valueOf(figures.cases()),
        String.valueOf(figures.bad()),
        cell(figures.precision()),
        cell(figures.recall()),
        cell(figures.f1()),
        cell(figures.falseAlarmRate()),
        Rounded.two(figures.inconclusive()),
        Rounded.three(figures.delay()),
        Rounded.two(figures.auc()),
        Rounded.two(figures.recallAtFivePercent()));
  }

  private static String cell(Estimate estimate) {
    return Double.isFinite(estimate.value())
        ? "%s [%s,%s]"
            .formatted(
                Rounded.two(estimate.value()),
                Rounded.two(estimate.low()),
                Rounded.two(estimate.high()))
        : "-";
  }

  private static ObjectNode node(Figures figures) {
    ObjectNode node = NODES.objectNode();
    node.put("cases", figures.cases());
    node.put("bad", figures.bad());
    node.set("precision", node(figures.precision()));
    node.set("recall", node(figures.recall()));
    node.set("f1", node(figures.f1()));
    node.set("false_alarm_rate", node(figures.falseAlarmRate()));
    put(node, "inconclusive", figures.inconclusive());
    put(node, "delay", figures.delay());
    put(node, "auc", figures.auc());
    put(node, "recall_at_far_5", figures.recallAtFivePercent());
    return node;
  }

  private static ObjectNode node(Estimate estimate) {
    ObjectNode node = NODES.objectNode();
    put(node, "value", estimate.value());
    put(node, "low", estimate.low());
    put(node, "high", estimate.high());
    return node;
  }

  private static void put(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.putNull(name);
    }
  }
}
