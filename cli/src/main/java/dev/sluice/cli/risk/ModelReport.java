package dev.sluice.cli.risk;

import dev.sluice.activities.risk.Facts;
import dev.sluice.activities.risk.RiskModelFile;
import dev.sluice.cli.report.Quantity;
import dev.sluice.cli.terminal.Printable;
import dev.sluice.cli.terminal.Style;
import dev.sluice.inspection.risk.RiskLevels;
import dev.sluice.inspection.risk.RiskTrial;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a model is, for a person or as JSON. */
final class ModelReport {
  private static final int HIGHEST_RISK = 5;
  private static final int SHORT_DIGEST = 12;

  private ModelReport() {}

  /** Several lines, without a trailing line break. */
  static String render(RiskModelFile file, Style style) {
    Facts facts = file.model().facts();
    List<String> lines = new ArrayList<>();
    lines.add(
        "Risk model %s, trained %s"
            .formatted(file.digest().substring(0, SHORT_DIGEST), facts.trained()));
    lines.add(
        "Learned from %s of %s (%s known), of which %s did harm"
            .formatted(
                Quantity.count(facts.known(), "change"),
                Quantity.count(facts.groups().size(), "project"),
                facts.changes(),
                RiskReport.percent(facts.baseRate())));
    lines.add("Columns: " + Printable.text(String.join(", ", facts.columns())));
    lines.add(levels(file.model().levels()));
    RiskTrial heldOut = facts.heldOut();
    if (heldOut == null) {
      lines.add("Not tried: no project has enough changes to hold out its newest fifth.");
    } else {
      lines.add("Tried on the newest fifth of each project, knowing only the older ones:");
      lines.add(RiskReport.render(heldOut, style));
    }
    return String.join("\n", lines);
  }

  private static String levels(RiskLevels levels) {
    List<String> words = new ArrayList<>();
    for (int level = 2; level <= HIGHEST_RISK; level++) {
      words.add(
          String.format(
              Locale.ROOT, "%d from %s", level, RiskReport.percent(levels.lowest(level))));
    }
    return "Risk 1 below, " + String.join(", ", words);
  }

  /** One object. */
  static String json(RiskModelFile file) {
    Facts facts = file.model().facts();
    ObjectNode whole = JsonNodeFactory.instance.objectNode();
    whole.put("digest", file.digest());
    whole.put("trained", facts.trained().toString());
    whole.put("changes", facts.changes());
    whole.put("known", facts.known());
    whole.put("base_rate", facts.baseRate());
    ArrayNode columns = whole.putArray("columns");
    facts.columns().forEach(columns::add);
    ObjectNode risks = whole.putObject("risk_from");
    for (int level = 1; level <= HIGHEST_RISK; level++) {
      risks.put(String.valueOf(level), file.model().levels().lowest(level));
    }
    ArrayNode groups = whole.putArray("projects");
    for (Facts.Group group : facts.groups()) {
      ObjectNode one = groups.addObject();
      one.put("name", group.name());
      one.put("changes", group.changes());
      one.put("known", group.known());
      one.put("harmful", group.harmful());
    }
    RiskTrial heldOut = facts.heldOut();
    if (heldOut == null) {
      whole.putNull("held_out");
    } else {
      whole.set("held_out", RiskReport.json(heldOut));
    }
    return whole.toString();
  }
}
