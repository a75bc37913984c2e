package dev.sluice.cli.ledger.report;

import dev.sluice.cli.terminal.Printable;
import dev.sluice.cli.terminal.Style;
import dev.sluice.cli.terminal.Table;
import dev.sluice.domain.report.Figures;
import dev.sluice.domain.report.Report;
import dev.sluice.domain.report.RuleAccuracy;
import dev.sluice.domain.report.Share;
import dev.sluice.domain.report.Spread;
import java.util.List;
import java.util.Locale;

/** The report as tables. */
public final class ReportText {
  private ReportText() {}

  /**
   * Several tables, without a trailing line break.
   *
   * @param byService whether the figures are given by service, else by team
   */
  public static String of(Report report, boolean byService, Style style) {
    String head = "Changes that became known from " + Told.period(report) + ": ";
    Figures total = report.total();
    if (total.changes() == 0) {
      return head + "none.";
    }
    StringBuilder text = new StringBuilder(head + Told.count(total.changes()) + "\n\n");
    text.append(figures(report, style)).append("\n\n");
    text.append(groups(byService ? report.services() : report.teams(), byService, style));
    text.append("\n\n").append(weeks(report.weeks(), style));
    if (!report.rules().isEmpty()) {
      text.append("\n\n").append(rules(report.rules(), style));
    }
    if (report.unrecognized() > 0) {
      text.append(
          "\n\n%d rows were written by a newer Sluice, and are in no figure."
              .formatted(report.unrecognized()));
    }
    return text.toString();
  }

  private static String figures(Report report, Style style) {
    Figures total = report.total();
    Table table = Table.of("FIGURE", ">VALUE", "OF");
    row(table, "standardization rate", total.standardization(), "changes");
    row(table, "unattended rate", total.withoutPeople(), "ended");
    row(table, "change failure rate", total.failure(), "that touched a target");
    row(table, "caught before the full release", total.caughtEarly(), "that failed");
    table.row("false holds", Told.count(total.falseHolds()), "as far as people said so");
    table.row("refused, untouched", Told.count(total.refused()), "");
    table.row("unregistered changes", Told.count(total.unregistered()), "");
    row(table, "time lost waiting", total.waiting());
    row(table, "time lost baking", total.baking());
    table.row("precision of the judge", "", Told.precision(report.judge()));
    table.row("missed by the judge", Told.count(report.judge().missed()), "");
    return table.render(style, "");
  }

  private static void row(Table table, String name, Share share, String of) {
    table.row(name, Told.percent(share), Told.counts(share) + " " + of);
  }

  private static void row(Table table, String name, Spread spread) {
    table.row(
        name,
        Told.hours(spread.sum()),
        "half at most %s, nine of ten %s"
            .formatted(Told.length(spread.median()), Told.length(spread.p90())));
  }

  private static String groups(List<Report.Group> groups, boolean byService, Style style) {
    Table table =
        Table.of(
            byService ? "SERVICE" : "TEAM",
            "OWNER",
            ">CHANGES",
            ">STANDARD",
            ">UNATTENDED",
            ">FAILED",
            ">CAUGHT",
            ">FALSE HOLDS",
            ">UNREGISTERED",
            ">WAITED",
            ">BAKED");
    for (Report.Group group : groups) {
      Figures figures = group.figures();
      table.row(
          Printable.text(group.name()),
          byService ? Printable.text(group.team()) : "",
          Told.count(figures.changes()),
          Told.percent(figures.standardization()),
          Told.percent(figures.withoutPeople()),
          Told.percent(figures.failure()),
          Told.percent(figures.caughtEarly()),
          Told.count(figures.falseHolds()),
          Told.count(figures.unregistered()),
          Told.hours(figures.waiting().sum()),
          Told.hours(figures.baking().sum()));
    }
    return table.render(style, "");
  }

  private static String weeks(List<Report.Week> weeks, Style style) {
    Table table =
        Table.of(
            "WEEK OF",
            ">CHANGES",
            ">STANDARD",
            ">UNATTENDED",
            ">FAILED",
            ">CAUGHT",
            ">WAITED",
            ">BAKED");
    for (Report.Week week : weeks) {
      Figures figures = week.figures();
      table.row(
          week.monday().toString(),
          Told.count(figures.changes()),
          Told.percent(figures.standardization()),
          Told.percent(figures.withoutPeople()),
          Told.percent(figures.failure()),
          Told.percent(figures.caughtEarly()),
          Told.hours(figures.waiting().sum()),
          Told.hours(figures.baking().sum()));
    }
    return table.render(style, "");
  }

  private static String rules(List<RuleAccuracy> rules, Style style) {
    Table table = Table.of("RULE", "STATUS", ">MATCHED", ">HELD", "PRECISION");
    for (RuleAccuracy rule : rules) {
      table.row(
          Printable.text(rule.rule()),
          rule.status().name().toLowerCase(Locale.ROOT),
          Told.count(rule.matched()),
          Told.count(rule.holds()),
          Told.precision(rule.accuracy()));
    }
    return table.render(style, "");
  }
}
