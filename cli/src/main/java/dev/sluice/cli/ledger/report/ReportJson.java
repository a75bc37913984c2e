package dev.sluice.cli.ledger.report;

import dev.sluice.domain.report.Accuracy;
import dev.sluice.domain.report.Figures;
import dev.sluice.domain.report.Report;
import dev.sluice.domain.report.RuleAccuracy;
import dev.sluice.domain.report.Share;
import dev.sluice.domain.report.Spread;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The report as one JSON object; null stands for a rate of nothing. */
public final class ReportJson {
  private ReportJson() {}

  /** One line. */
  public static String of(Report report) {
    ObjectNode whole = JsonNodeFactory.instance.objectNode();
    whole.put("since", report.since().toString()).put("until", report.until().toString());
    figures(whole.putObject("total"), report.total());
    ArrayNode services = whole.putArray("services");
    for (Report.Group service : report.services()) {
      ObjectNode node = services.addObject();
      figures(node.put("service", service.name()).put("team", service.team()), service.figures());
    }
    ArrayNode teams = whole.putArray("teams");
    for (Report.Group team : report.teams()) {
      figures(teams.addObject().put("team", team.name()), team.figures());
    }
    ArrayNode weeks = whole.putArray("weeks");
    for (Report.Week week : report.weeks()) {
      figures(weeks.addObject().put("monday", week.monday().toString()), week.figures());
    }
    accuracy(whole.putObject("judge"), report.judge()).put("missed", report.judge().missed());
    ArrayNode rules = whole.putArray("rules");
    for (RuleAccuracy rule : report.rules()) {
      ObjectNode node = rules.addObject().put("rule", rule.rule());
      node.put("status", rule.status().name().toLowerCase(Locale.ROOT));
      node.put("matched", rule.matched()).put("held", rule.holds());
      accuracy(node, rule.accuracy());
    }
    return whole.put("unrecognized", report.unrecognized()).toString();
  }

  private static void figures(ObjectNode node, Figures figures) {
    node.put("changes", figures.changes()).put("unregistered", figures.unregistered());
    node.put("refused", figures.refused());
    share(node, "standardization", figures.standardization());
    share(node, "unattended", figures.withoutPeople());
    share(node, "failure", figures.failure());
    share(node, "caught_early", figures.caughtEarly());
    node.put("false_holds", figures.falseHolds());
    spread(node.putObject("waiting"), figures.waiting());
    spread(node.putObject("baking"), figures.baking());
  }

  private static void share(ObjectNode node, String name, Share share) {
    ObjectNode inner = node.putObject(name).put("part", share.part()).put("whole", share.whole());
    number(inner, "rate", share.rate());
  }

  private static void spread(ObjectNode node, Spread spread) {
    node.put("median_seconds", spread.median().toMillis() / 1e3);
    node.put("p90_seconds", spread.p90().toMillis() / 1e3);
    node.put("sum_seconds", spread.sum().toMillis() / 1e3);
  }

  private static ObjectNode accuracy(ObjectNode node, Accuracy accuracy) {
    Share precision = accuracy.precision();
    node.put("true_alarms", accuracy.right()).put("false_alarms", accuracy.wrong());
    number(node, "precision", precision.rate());
    number(node, "precision_low", precision.interval().low());
    number(node, "precision_high", precision.interval().high());
    return node;
  }

  private static void number(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.putNull(name);
    }
  }
}
