package dev.sluice.cli.evaluate.plot;

import dev.sluice.cli.plot.Scale;
import dev.sluice.cli.plot.Svg;
import dev.sluice.cli.report.Quantity;
import dev.sluice.domain.inspection.Evidence;
import dev.sluice.inspection.recorded.Judgement;
import dev.sluice.inspection.recorded.Judgement.TracePoint;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One metric: its level, the effect with its interval, the score against its threshold.
 *
 * @param x the samples
 */
record MetricPlot(Svg svg, Scale x, MetricCurves curves, Judgement judgement) {
  private static final double THRESHOLD = 1;
  private static final double LEVEL = 130;
  private static final double EFFECT = 64;
  private static final double SCORE = 56;
  private static final double GAP = 8;
  private static final double LINE = 18;
  private static final int MOST_SINGLE = 12;
  private static final int TICKS = 8;
  private static final double HIGHEST_SCORE = 4;
  private static final double OUTLIERS = 0.1;

  /**
   * @param evidence of this metric, null where there is none
   * @return where the next one may begin
   */
  double draw(double top, @Nullable Evidence evidence) {
    double y = top + LINE;
    title(y, evidence);
    y = level(y + GAP);
    Curve effect = curves.traced(TracePoint::effect);
    Curve score = curves.traced(TracePoint::score);
    y = effect.isEmpty() ? y : effect(y + GAP, effect);
    y = score.isEmpty() ? y : score(y + GAP, score);
    for (double tick : x.ticks(TICKS)) {
      if (tick == Math.rint(tick)) {
        svg.text("tick", x.at(tick), y + LINE - 4, "middle", "%.0f".formatted(tick));
      }
    }
    svg.text("note", x.last() + GAP, y + LINE - 4, "sample");
    return y + LINE + LINE;
  }

  private void title(double y, @Nullable Evidence evidence) {
    svg.text("name", x.first(), y, curves.metric().spec().name());
    if (evidence != null) {
      Evidence.EffectInterval found = evidence.effect();
      String effect = found == null ? "" : ", effect " + Quantity.signedPercent(found.estimate());
      String role = evidence.role().name().toLowerCase(Locale.ROOT);
      String words = "%s%s, %s".formatted(evidence.verdict(), effect, role);
      svg.text(evidence.verdict().name(), x.last(), y, "end", words);
    }
  }

  private double level(double top) {
    Curve treatment = curves.treatment();
    Curve control = curves.control();
    Curve expected = curves.traced(TracePoint::expected);
    List<Curve> each = curves.eachTreatment();
    boolean single = each.size() > 1 && each.size() <= MOST_SINGLE;
    Curve lowest = curves.lowestControl();
    Curve highest = curves.highestControl();
    DoubleSummaryStatistics range =
        Stream.of(
                Stream.of(treatment, control, expected).flatMapToDouble(Curve::finite),
                single ? each.stream().flatMapToDouble(Curve::finite) : DoubleStream.empty(),
                usual(lowest),
                usual(highest))
            .flatMapToDouble(Function.identity())
            .summaryStatistics();
    double bottom = top + LEVEL;
    Panel panel = new Panel(x, scale(range, bottom, top));
    panel.open(svg, "level", Quantity::number);
    svg.path("spread", lowest.area(highest, x, panel.y()));
    if (single) {
      each.forEach(one -> svg.path("one", one.line(x, panel.y())));
    }
    svg.path("control", control.line(x, panel.y()));
    svg.path("expected", expected.line(x, panel.y()));
    svg.path("treatment", treatment.line(x, panel.y()));
    panel.close(svg, judgement.detectedAt());
    return bottom;
  }

  private double effect(double top, Curve effect) {
    Curve low = curves.traced(TracePoint::low);
    Curve high = curves.traced(TracePoint::high);
    DoubleSummaryStatistics range =
        Stream.of(DoubleStream.of(0), effect.finite(), usual(low), usual(high))
            .flatMapToDouble(Function.identity())
            .summaryStatistics();
    double bottom = top + EFFECT;
    Panel panel = new Panel(x, scale(range, bottom, top));
    panel.open(svg, "effect", Panel::percent);
    panel.horizontal(svg, "zero", 0);
    svg.path("interval", low.area(high, x, panel.y()));
    svg.path("treatment", effect.line(x, panel.y()));
    panel.close(svg, judgement.detectedAt());
    return bottom;
  }

  private double score(double top, Curve score) {
    double highest = score.finite().max().orElse(THRESHOLD);
    double lowest = Math.clamp(score.finite().min().orElse(0), -HIGHEST_SCORE, 0);
    double bottom = top + SCORE;
    double shown = Math.clamp(highest, 1.5 * THRESHOLD, HIGHEST_SCORE);
    Panel panel = new Panel(x, Scale.around(lowest, shown, bottom, top));
    String title = highest > shown ? "score, to " + Quantity.number(highest) : "score";
    panel.open(svg, title, Quantity::number);
    panel.horizontal(svg, "threshold", THRESHOLD);
    svg.path("score", score.within(lowest, shown).line(x, panel.y()));
    panel.close(svg, judgement.detectedAt());
    return bottom;
  }

  /** The first intervals can be so wide that nothing else would be seen. */
  private static DoubleStream usual(Curve bound) {
    double[] sorted = bound.finite().sorted().toArray();
    int outside = (int) Math.ceil(OUTLIERS * sorted.length);
    return sorted.length <= 2 * outside
        ? DoubleStream.empty()
        : Arrays.stream(sorted, outside, sorted.length - outside);
  }

  private static Scale scale(DoubleSummaryStatistics range, double bottom, double top) {
    return range.getCount() == 0
        ? new Scale(0, 1, bottom, top)
        : Scale.around(range.getMin(), range.getMax(), bottom, top);
  }
}
