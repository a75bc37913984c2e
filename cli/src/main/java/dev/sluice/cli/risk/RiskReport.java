package dev.sluice.cli.risk;

import dev.sluice.cli.report.Quantity;
import dev.sluice.cli.terminal.Printable;
import dev.sluice.cli.terminal.Style;
import dev.sluice.cli.terminal.Table;
import dev.sluice.inspection.risk.RiskQuality;
import dev.sluice.inspection.risk.RiskTrial;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How good a model was, as a table or as JSON. */
public final class RiskReport {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final List<Figure> FIGURES =
      List.of(
          new Figure("HARMFUL", "base_rate", RiskQuality::harmful),
          new Figure("AUC", "auc", RiskQuality::auc),
          new Figure("PR-AUC", "pr_auc", RiskQuality::averagePrecision),
          new Figure("CALIBRATION", "calibration_error", RiskQuality::calibrationError),
          new Figure("P@10%", "precision_top_10", RiskQuality::precision),
          new Figure("CAUGHT@5%", "caught_by_5", quality -> quality.caught().get(0)),
          new Figure("@10%", "caught_by_10", quality -> quality.caught().get(1)),
          new Figure("@50%", "caught_by_50", quality -> quality.caught().get(2)));

  /** A figure with its title in the table and its name in JSON. */
  private record Figure(String title, String key, ToDoubleFunction<RiskQuality> of) {}

  private RiskReport() {}

  /** Several lines, without a trailing line break. */
  public static String render(RiskTrial trial, Style style) {
    List<String> titles = new ArrayList<>(List.of("PROJECT", ">CHANGES"));
    FIGURES.forEach(figure -> titles.add(">" + figure.title()));
    Table table = Table.of(titles.toArray(String[]::new));
    for (RiskTrial.OfGroup group : trial.groups()) {
      String changes = String.valueOf(group.quality().changes());
      row(table, Printable.text(group.name()), changes, of -> of.applyAsDouble(group.quality()));
    }
    row(table, "MEAN", "", trial::mean);
    String all = String.valueOf(trial.all().changes());
    row(table, "ALL (pooled)", all, of -> of.applyAsDouble(trial.all()));
    return table.render(style, "");
  }

  private static void row(
      Table table,
      String name,
      String changes,
      ToDoubleFunction<ToDoubleFunction<RiskQuality>> value) {
    List<String> cells = new ArrayList<>(List.of(name, changes));
    FIGURES.forEach(figure -> cells.add(rounded(value.applyAsDouble(figure.of()))));
    table.row(cells.toArray(String[]::new));
  }

  private static String rounded(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.3f", value) : "-";
  }

  /** One object, with null for a figure that has no value. */
  public static ObjectNode json(RiskTrial trial) {
    ObjectNode whole = NODES.objectNode();
    ObjectNode groups = whole.putObject("projects");
    for (RiskTrial.OfGroup group : trial.groups()) {
      groups.set(group.name(), node(group.quality()));
    }
    ObjectNode mean = whole.putObject("mean");
    for (Figure figure : FIGURES) {
      put(mean, figure.key(), trial.mean(figure.of()));
    }
    whole.set("pooled", node(trial.all()));
    return whole;
  }

  private static ObjectNode node(RiskQuality quality) {
    ObjectNode node = NODES.objectNode();
    node.put("changes", quality.changes());
    for (Figure figure : FIGURES) {
      put(node, figure.key(), figure.of().applyAsDouble(quality));
    }
    ArrayNode bins = node.putArray("bins");
    for (RiskQuality.Bin bin : quality.bins()) {
      ObjectNode one = bins.addObject();
      one.put("changes", bin.changes());
      one.put("probability", bin.probability());
      one.put("harmful", bin.harmful());
    }
    return node;
  }

  private static void put(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.putNull(name);
    }
  }

  /** A share as a person reads it: "12.3 %". */
  static String percent(double share) {
    return Quantity.number(Math.round(share * 1000) / 10.0) + " %";
  }
}
