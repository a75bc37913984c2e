package dev.sluice.cli.ledger.report;

import dev.sluice.cli.plot.Svg;
import dev.sluice.domain.report.Figures;
import dev.sluice.domain.report.Report;
import dev.sluice.domain.report.RuleAccuracy;
import dev.sluice.domain.report.Share;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The report as a page of HTML that needs no other file and no script. */
public final class ReportPage {
  private final StringBuilder body = new StringBuilder();

  private ReportPage() {}

  /** A whole file. */
  public static String of(Report report) {
    ReportPage page = new ReportPage();
    page.fill(report);
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Changes from %s</title>
    <style>
    %s</style>
    </head>
    <body>
    %s</body>
    </html>
    """
        .formatted(Told.period(report), PageStyle.CSS, page.body);
  }

  private void fill(Report report) {
    Figures total = report.total();
    body.append("<h1>Changes from %s</h1>\n".formatted(Told.period(report)));
    body.append(
        "<p>%s changes became known, %s of them have ended.</p>\n"
            .formatted(Told.count(total.changes()), Told.count(total.ended())));
    if (report.unrecognized() > 0) {
      body.append(
          "<p>%s rows were written by a newer Sluice, and are in no figure.</p>\n"
              .formatted(Told.count(report.unrecognized())));
    }
    tiles(report);
    body.append("<div class=\"plots\">\n");
    plot("Standardized and unattended", Plots.rates(report.weeks()));
    plot("Failures", Plots.failures(report.weeks()));
    plot("Time lost", Plots.hours(report.weeks()));
    plot("Standardized, by team", Plots.teams(mostChanging(report.teams())));
    body.append("</div>\n");
    groups("Teams", "Team", report.teams());
    groups("Services", "Service", report.services());
    rules(report.rules());
  }

  private static List<Report.Group> mostChanging(List<Report.Group> teams) {
    int most = 25;
    return teams.size() <= most
        ? teams
        : teams.stream()
            .sorted(Comparator.comparingInt((Report.Group team) -> -team.figures().changes()))
            .limit(most)
            .toList();
  }

  private void tiles(Report report) {
    Figures total = report.total();
    body.append("<div class=\"tiles\">\n");
    tile("standardization rate", total.standardization(), "changes");
    tile("unattended rate", total.withoutPeople(), "ended changes");
    tile("change failure rate", total.failure(), "that touched a target");
    tile("caught before the full release", total.caughtEarly(), "that failed");
    tile("false holds", Told.count(total.falseHolds()), "as far as people said so");
    tile("refused", Told.count(total.refused()), "touched nothing");
    tile("unregistered changes", Told.count(total.unregistered()), "found on the systems");
    tile(
        "precision of the judge",
        Told.percent(report.judge().precision()),
        Told.interval(report.judge()));
    tile("missed by the judge", Told.count(report.judge().missed()), "as far as people said so");
    tile(
        "lost by waiting",
        Told.hours(total.waiting().sum()),
        "half at most %s, nine of ten %s"
            .formatted(Told.length(total.waiting().median()), Told.length(total.waiting().p90())));
    tile(
        "lost by baking",
        Told.hours(total.baking().sum()),
        "half at most %s, nine of ten %s"
            .formatted(Told.length(total.baking().median()), Told.length(total.baking().p90())));
    body.append("</div>\n");
  }

  private void tile(String name, Share share, String of) {
    tile(name, Told.percent(share), Told.counts(share) + " " + of);
  }

  private void tile(String name, String value, String note) {
    body.append(
        "<div class=\"tile\"><span>%s</span><b>%s</b><small>%s</small></div>\n"
            .formatted(name, Svg.escaped(value), Svg.escaped(note)));
  }

  private void plot(String title, String drawing) {
    body.append("<div class=\"plot\"><h3>%s</h3>\n%s</div>\n".formatted(title, drawing));
  }

  private void groups(String title, String what, List<Report.Group> groups) {
    boolean services = what.equals("Service");
    open(title, what, services ? "Team" : "");
    head(
        "Changes",
        "Standardized",
        "Unattended",
        "Failed",
        "Caught",
        "False holds",
        "Unregistered",
        "Waited, p90",
        "Waited",
        "Baked, p90",
        "Baked");
    for (Report.Group group : groups) {
      Figures figures = group.figures();
      row(group.name(), services ? group.team() : "");
      cells(
          Told.count(figures.changes()),
          Told.percent(figures.standardization()),
          Told.percent(figures.withoutPeople()),
          Told.percent(figures.failure()),
          Told.percent(figures.caughtEarly()),
          Told.count(figures.falseHolds()),
          Told.count(figures.unregistered()),
          Told.length(figures.waiting().p90()),
          Told.hours(figures.waiting().sum()),
          Told.length(figures.baking().p90()),
          Told.hours(figures.baking().sum()));
    }
    body.append("</table></div>\n");
  }

  private void rules(List<RuleAccuracy> rules) {
    if (rules.isEmpty()) {
      return;
    }
    open("Rules", "Rule", "Status");
    head("Matched", "Held", "Precision, from feedback");
    for (RuleAccuracy rule : rules) {
      row(rule.rule(), rule.status().name().toLowerCase(Locale.ROOT));
      cells(Told.count(rule.matched()), Told.count(rule.holds()), Told.precision(rule.accuracy()));
    }
    body.append("</table></div>\n");
  }

  private void open(String title, String first, String second) {
    body.append("<h2>%s</h2>\n<div class=\"scroll\"><table>\n<tr>".formatted(title));
    body.append("<th class=\"text\">%s</th>".formatted(first));
    if (!second.isEmpty()) {
      body.append("<th class=\"text\">%s</th>".formatted(second));
    }
  }

  private void head(String... names) {
    for (String name : names) {
      body.append("<th>").append(name).append("</th>");
    }
    body.append("</tr>\n");
  }

  private void row(String first, String second) {
    body.append("<tr><td class=\"text\">").append(Svg.escaped(first)).append("</td>");
    if (!second.isEmpty()) {
      body.append("<td class=\"text\">").append(Svg.escaped(second)).append("</td>");
    }
  }

  private void cells(String... values) {
    for (String value : values) {
      body.append("<td>").append(Svg.escaped(value)).append("</td>");
    }
    body.append("</tr>\n");
  }
}
