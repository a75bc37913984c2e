package dev.sluice.cli.evaluate.plot;

import dev.sluice.cli.plot.Scale;
import dev.sluice.cli.plot.Svg;
import dev.sluice.inspection.risk.Interval;
import dev.sluice.inspection.risk.RiskQuality;
import dev.sluice.inspection.risk.RiskQuality.Bin;
import java.util.List;
import java.util.Locale;

/**
 * How far probabilities can be believed: what was said against what happened, with the 95 %
 * intervals of shares, and how many changes each point stands for.
 */
public final class ReliabilityPlot {
  private static final double WIDTH = 560;
  private static final double LEFT = 76;
  private static final double RIGHT = 520;
  private static final double TOP = 24;
  private static final double LINE = 18;
  private static final double SQUARE = RIGHT - LEFT;
  private static final double HISTOGRAM = 84;
  private static final double GAP = 6;
  private static final double MIDDLE = 4;
  private static final double RADIUS = 4;
  private static final double WHISKER = 4;
  private static final double BAR = 30;
  private static final List<Double> TICKS = List.of(0.0, 0.2, 0.4, 0.6, 0.8, 1.0);

  private final Svg svg = new Svg();
  private final Scale x = new Scale(0, 1, LEFT, RIGHT);
  private final RiskQuality quality;

  private ReliabilityPlot(RiskQuality quality) {
    this.quality = quality;
  }

  /**
   * The drawing as an SVG document.
   *
   * @param title what was tried on what
   */
  public static String draw(String title, RiskQuality quality) {
    return new ReliabilityPlot(quality).draw(title);
  }

  private String draw(String title) {
    svg.text("title", LEFT, TOP, title);
    svg.text(
        "note",
        LEFT,
        TOP + LINE,
        String.format(
            Locale.ROOT,
            "%d changes, %.1f %% harmful; calibration error %.3f, AUC %.3f",
            quality.changes(),
            100 * quality.harmful(),
            quality.calibrationError(),
            quality.auc()));
    double top = TOP + 3 * LINE;
    square(new Scale(0, 1, top + SQUARE, top), top);
    double below = top + SQUARE + LINE;
    histogram(below);
    double bottom = below + HISTOGRAM;
    for (double tick : TICKS) {
      svg.text("tick", x.at(tick), bottom + LINE, "middle", percent(tick));
    }
    svg.text("note", (LEFT + RIGHT) / 2, bottom + 2 * LINE, "middle", "probability of harm said");
    return svg.whole(WIDTH, bottom + 3 * LINE, title, CaseStyle.CSS);
  }

  private void square(Scale y, double top) {
    svg.text("note", LEFT, top - GAP, "share that did harm (bar: 95 % interval)");
    svg.text("note", RIGHT, top - GAP, "end", "dashed: as said");
    for (double tick : TICKS) {
      svg.line("grid", LEFT, y.at(tick), RIGHT, y.at(tick));
      svg.line("grid", x.at(tick), y.at(0), x.at(tick), y.at(1));
      svg.text("tick", LEFT - GAP, y.at(tick) + MIDDLE, "end", percent(tick));
    }
    svg.rectangle("frame", LEFT, top, SQUARE, SQUARE);
    svg.line("expected", x.at(0), y.at(0), x.at(1), y.at(1));
    StringBuilder line = new StringBuilder();
    for (Bin bin : quality.bins()) {
      line.append(line.isEmpty() ? "M" : "L")
          .append(place(x.at(bin.probability()), y.at(bin.harmful())));
    }
    svg.path("one", line.toString());
    for (Bin bin : quality.bins()) {
      point(bin, y);
    }
  }

  private void point(Bin bin, Scale y) {
    double at = x.at(bin.probability());
    Interval interval = Interval.around(bin.harmful(), bin.changes());
    double low = y.at(interval.low());
    double high = y.at(interval.high());
    svg.line("treatment", at, low, at, high);
    svg.line("treatment", at - WHISKER, low, at + WHISKER, low);
    svg.line("treatment", at - WHISKER, high, at + WHISKER, high);
    String radius = Svg.number(RADIUS);
    double middle = y.at(bin.harmful());
    svg.path(
        "point",
        "M%sA%s %s 0 1 0 %sA%s %s 0 1 0 %s"
            .formatted(
                place(at - RADIUS, middle),
                radius,
                radius,
                place(at + RADIUS, middle),
                radius,
                radius,
                place(at - RADIUS, middle)));
  }

  private void histogram(double top) {
    int most = quality.bins().stream().mapToInt(Bin::changes).max().orElse(1);
    double bottom = top + HISTOGRAM;
    Scale height = new Scale(0, most, bottom, top + LINE);
    for (Bin bin : quality.bins()) {
      double at = x.at((Math.min(9, Math.floor(bin.probability() * 10)) + 0.5) / 10);
      double y = height.at(bin.changes());
      svg.rectangle("bar", at - BAR / 2, y, BAR, bottom - y);
      svg.text("tick", at, y - MIDDLE, "middle", String.valueOf(bin.changes()));
    }
    svg.line("zero", LEFT, bottom, RIGHT, bottom);
    svg.text("tick", LEFT - GAP, bottom - HISTOGRAM / 2 + MIDDLE, "end", "changes");
  }

  private static String place(double x, double y) {
    return Svg.number(x) + " " + Svg.number(y);
  }

  private static String percent(double share) {
    return Math.round(100 * share) + " %";
  }
}
