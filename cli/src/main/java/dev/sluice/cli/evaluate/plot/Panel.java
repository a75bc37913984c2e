package dev.sluice.cli.evaluate.plot;

import dev.sluice.cli.plot.Scale;
import dev.sluice.cli.plot.Svg;
import dev.sluice.cli.report.Quantity;
import java.util.function.DoubleFunction;

/**
 * A frame with a scale of time and one of values.
 *
 * @param x the samples, 0 is the first since the change
 * @param y the values, upwards
 */
record Panel(Scale x, Scale y) {
  private static final double TICK_EVERY = 28;
  private static final double GAP = 6;
  private static final double MIDDLE = 4;

  /** Draws the frame, its lines and what they stand for, and clips what follows to it. */
  void open(Svg svg, String title, DoubleFunction<String> label) {
    double top = y.last();
    double height = y.first() - top;
    double width = x.last() - x.first();
    for (double tick : y.ticks(Math.max(3, (int) (height / TICK_EVERY)))) {
      svg.line("grid", x.first(), y.at(tick), x.last(), y.at(tick));
      svg.text("tick", x.first() - GAP, y.at(tick) + MIDDLE, "end", label.apply(tick));
    }
    svg.text("note", x.last() + GAP, top + 2 * MIDDLE, title);
    svg.rectangle("frame", x.first(), top, width, height);
    svg.clip(x.first(), top, width, height);
  }

  /** Draws the change, and the moment of the verdict where there is one. */
  void close(Svg svg, int detectedAt) {
    vertical(svg, "change", -0.5);
    if (detectedAt >= 0) {
      vertical(svg, "moment", detectedAt);
    }
    svg.unclip();
  }

  void horizontal(Svg svg, String kind, double value) {
    svg.line(kind, x.first(), y.at(value), x.last(), y.at(value));
  }

  private void vertical(Svg svg, String kind, double sample) {
    svg.line(kind, x.at(sample), y.first(), x.at(sample), y.last());
  }

  static String percent(double ratio) {
    return Quantity.signedPercent(ratio);
  }
}
