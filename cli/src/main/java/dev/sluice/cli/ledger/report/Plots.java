package dev.sluice.cli.ledger.report;

import dev.sluice.cli.plot.Scale;
import dev.sluice.cli.plot.Svg;
import dev.sluice.domain.report.Figures;
import dev.sluice.domain.report.Report;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The plots of the page. What their kinds look like is said by {@link PageStyle}. */
final class Plots {
  private static final double WIDTH = 520;
  private static final double HEIGHT = 236;
  private static final double LEFT = 46;
  private static final double RIGHT = 508;
  private static final double TOP = 30;
  private static final double BOTTOM = 206;
  private static final double GAP = 6;
  private static final double MIDDLE = 4;
  private static final int MOST_LABELS = 7;
  private static final double WIDEST_BAR = 26;
  private static final double ROW = 26;
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);

  private final Svg svg = new Svg();
  private final List<Report.Week> weeks;
  private final Scale x;

  private Plots(List<Report.Week> weeks) {
    this.weeks = weeks;
    x = new Scale(-0.5, Math.max(1, weeks.size()) - 0.5, LEFT, RIGHT);
  }

  /** One curve or one part of each bar. */
  private record Part(String kind, String name, ToDoubleFunction<Figures> value) {}

  /** Standardization and unattended rate, week by week. */
  static String rates(List<Report.Week> weeks) {
    Plots plot = new Plots(weeks);
    Scale y = new Scale(0, 1, BOTTOM, TOP);
    plot.frame(y, Told::percentTick);
    plot.legend(
        List.of(
            plot.curve(y, new Part("one", "standardized", f -> f.standardization().rate())),
            plot.curve(y, new Part("two", "unattended", f -> f.withoutPeople().rate()))));
    return plot.svg.inline(WIDTH, HEIGHT, "Standardization rate and unattended rate by week");
  }

  /** Failures by week, caught and not. */
  static String failures(List<Report.Week> weeks) {
    return new Plots(weeks)
        .bars(
            "Failed changes by week",
            value -> Told.count(Math.round(value)),
            List.of(
                new Part("good", "caught before full release", Figures::caught),
                new Part("bad", "not caught", f -> f.failed() - f.caught())));
  }

  /** Hours by week, waited and baked. */
  static String hours(List<Report.Week> weeks) {
    return new Plots(weeks)
        .bars(
            "Hours lost by week",
            value -> Told.count(Math.round(value)) + " h",
            List.of(
                new Part("one", "baking", f -> f.baking().sum().toSeconds() / 3600.0),
                new Part("two", "waiting", f -> f.waiting().sum().toSeconds() / 3600.0)));
  }

  /** Standardization rate by team. */
  static String teams(List<Report.Group> teams) {
    Svg svg = new Svg();
    double left = 150;
    double right = 440;
    Scale x = new Scale(0, 1, left, right);
    double bottom = GAP + teams.size() * ROW;
    for (double tick : List.of(0.0, 0.25, 0.5, 0.75, 1.0)) {
      svg.line("grid", x.at(tick), GAP, x.at(tick), bottom);
      svg.text("tick", x.at(tick), bottom + 16, "middle", Told.percentTick(tick));
    }
    double y = GAP;
    for (Report.Group team : teams) {
      double rate = team.figures().standardization().rate();
      String value = Told.percent(rate);
      svg.text("label", left - GAP, y + ROW / 2 + MIDDLE, "end", shortened(team.name()));
      svg.rectangle(
          "one bar",
          left,
          y + 4,
          Double.isFinite(rate) ? x.at(rate) - left : 0,
          ROW - 8,
          team.name() + ": " + Told.counts(team.figures().standardization()));
      svg.text("value", right + GAP, y + ROW / 2 + MIDDLE, value);
      y += ROW;
    }
    return svg.inline(WIDTH, bottom + 24, "Standardization rate by team");
  }

  private static String shortened(String name) {
    return name.length() <= 20 ? name : name.substring(0, 19) + "…";
  }

  private String bars(String title, Function<Double, String> label, List<Part> parts) {
    double most = 0;
    for (Report.Week week : weeks) {
      double sum = 0;
      for (Part part : parts) {
        sum += part.value().applyAsDouble(week.figures());
      }
      most = Math.max(most, sum);
    }
    Scale y = new Scale(0, most == 0 ? 1 : most * 1.08, BOTTOM, TOP);
    frame(y, label);
    double width = Math.min(WIDEST_BAR, 0.72 * (RIGHT - LEFT) / Math.max(1, weeks.size()));
    for (int week = 0; week < weeks.size(); week++) {
      double sum = 0;
      for (Part part : parts) {
        double value = part.value().applyAsDouble(weeks.get(week).figures());
        String meaning =
            "week of %s, %s: %s"
                .formatted(weeks.get(week).monday(), part.name(), label.apply(value));
        double height = y.at(sum) - y.at(sum + value);
        if (height > 0) {
          svg.rectangle(
              part.kind() + " bar",
              x.at(week) - width / 2,
              y.at(sum + value),
              width,
              height,
              meaning);
        }
        sum += value;
      }
    }
    legend(parts);
    return svg.inline(WIDTH, HEIGHT, title);
  }

  private void frame(Scale y, Function<Double, String> label) {
    for (double tick : y.ticks(5)) {
      svg.line("grid", LEFT, y.at(tick), RIGHT, y.at(tick));
      svg.text("tick", LEFT - GAP, y.at(tick) + MIDDLE, "end", label.apply(tick));
    }
    int every = Math.max(1, (weeks.size() + MOST_LABELS - 1) / MOST_LABELS);
    for (int week = 0; week < weeks.size(); week += every) {
      svg.text("tick", x.at(week), BOTTOM + 18, "middle", DAY.format(weeks.get(week).monday()));
    }
  }

  /** A line through the weeks that have a value, and a dot for each. */
  private Part curve(Scale y, Part part) {
    StringBuilder path = new StringBuilder();
    boolean drawing = false;
    for (int week = 0; week < weeks.size(); week++) {
      double value = part.value().applyAsDouble(weeks.get(week).figures());
      if (!Double.isFinite(value)) {
        drawing = false;
        continue;
      }
      path.append(drawing ? "L" : "M");
      path.append(Svg.number(x.at(week))).append(' ').append(Svg.number(y.at(value)));
      drawing = true;
    }
    svg.path(part.kind() + " curve", path.toString());
    for (int week = 0; week < weeks.size(); week++) {
      double value = part.value().applyAsDouble(weeks.get(week).figures());
      if (Double.isFinite(value)) {
        svg.rectangle(
            part.kind() + " dot",
            x.at(week) - 3,
            y.at(value) - 3,
            6,
            6,
            "week of %s, %s: %s"
                .formatted(weeks.get(week).monday(), part.name(), Told.percent(value)));
      }
    }
    return part;
  }

  private void legend(List<Part> parts) {
    double place = LEFT;
    for (Part part : parts) {
      svg.rectangle(part.kind() + " bar", place, 6, 10, 10);
      svg.text("legend", place + 15, 15, part.name());
      place += 36 + 6 * part.name().length();
    }
  }
}
