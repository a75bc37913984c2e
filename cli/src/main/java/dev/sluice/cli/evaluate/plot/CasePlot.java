package dev.sluice.cli.evaluate.plot;

import dev.sluice.cli.plot.Scale;
import dev.sluice.cli.plot.Svg;
import dev.sluice.cli.report.Quantity;
import dev.sluice.domain.inspection.Evidence;
import dev.sluice.inspection.recorded.Judgement;
import dev.sluice.inspection.recorded.RecordedCase;
import dev.sluice.inspection.recorded.RecordedMetric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A judged case as a drawing: the weightiest metrics below each other, on one scale of time. */
public final class CasePlot {
  private static final int MOST_METRICS = 6;
  private static final int FEWEST_BEFORE = 60;
  private static final double WIDTH = 1000;
  private static final double LEFT = 76;
  private static final double RIGHT = 880;
  private static final double TOP = 22;
  private static final double LINE = 18;
  private static final int LINE_LENGTH = 128;
  private static final double LETTER = 5.8;
  private static final List<Entry> LEGEND =
      List.of(
          new Entry("treatment", "changed targets (mean; thin: each)"),
          new Entry("control", "unchanged targets (mean; band: all)"),
          new Entry("expected", "expected without the change"),
          new Entry("change", "the change"),
          new Entry("moment", "FAIL held"));

  private final RecordedCase recorded;
  private final Judgement judgement;
  private final Svg svg = new Svg();
  private final int before;
  private final Scale x;

  private CasePlot(RecordedCase recorded, Judgement judgement) {
    this.recorded = recorded;
    this.judgement = judgement;
    this.before = Math.min(recorded.before(), Math.max(FEWEST_BEFORE, 2 * recorded.after()));
    this.x = new Scale(-before - 0.5, Math.max(1, recorded.after()) - 0.5, LEFT, RIGHT);
  }

  /**
   * The drawing as an SVG document.
   *
   * @param judgement with its trace
   */
  public static String draw(RecordedCase recorded, Judgement judgement) {
    return new CasePlot(recorded, judgement).draw();
  }

  private String draw() {
    double y = head();
    List<RecordedMetric> metrics = weightiestFirst();
    for (RecordedMetric metric : metrics.stream().limit(MOST_METRICS).toList()) {
      y = new MetricPlot(svg, x, curves(metric), judgement).draw(y, evidence(metric));
    }
    if (metrics.size() > MOST_METRICS) {
      int more = metrics.size() - MOST_METRICS;
      svg.text("note", LEFT, y, Quantity.count(more, "lighter metric") + " not drawn");
      y += LINE;
    }
    String title = "%s: %s".formatted(recorded.id(), judgement.inspection().verdict());
    return svg.whole(WIDTH, y, title, CaseStyle.CSS);
  }

  private double head() {
    double y = TOP;
    String verdict = judgement.inspection().verdict().name();
    svg.text("title", LEFT, y, recorded.id());
    svg.text("title " + verdict, RIGHT, y, "end", verdict);
    for (String line : Wrapped.lines(judgement.inspection().summary(), LINE_LENGTH)) {
      y += LINE;
      svg.text("summary", LEFT, y, line);
    }
    y += LINE;
    svg.text("note", LEFT, y, timing());
    y += LINE;
    legend(y);
    return y + LINE;
  }

  private String timing() {
    String interval = Quantity.length(recorded.interval());
    String every =
        "a sample every %s; %d before the change, the last %d shown; %d since"
            .formatted(interval, recorded.before(), before, recorded.after());
    return judgement.detectedAt() < 0
        ? every
        : every + "; FAIL held from sample " + (judgement.detectedAt() + 1) + " since the change";
  }

  /** A kind of line and what it stands for. */
  private record Entry(String kind, String words) {}

  private void legend(double y) {
    double at = LEFT;
    for (Entry entry : LEGEND) {
      svg.line(entry.kind(), at, y - 4, at + 22, y - 4);
      svg.text("note", at + 28, y, entry.words());
      at += 28 + 24 + LETTER * entry.words().length();
    }
  }

  /** In the order of the evidence; what has none comes last. */
  private List<RecordedMetric> weightiestFirst() {
    Map<String, List<RecordedMetric>> byName =
        recorded.metrics().stream().collect(Collectors.groupingBy(RecordedMetric::named));
    List<RecordedMetric> ordered = new ArrayList<>();
    Stream.concat(
            judgement.inspection().evidence().stream().map(Evidence::metric),
            recorded.metrics().stream().map(RecordedMetric::named))
        .distinct()
        .forEach(name -> ordered.addAll(byName.getOrDefault(name, List.of())));
    return ordered;
  }

  private @Nullable Evidence evidence(RecordedMetric metric) {
    for (Evidence one : judgement.inspection().evidence()) {
      if (one.metric().equals(metric.named())) {
        return one;
      }
    }
    return null;
  }

  private MetricCurves curves(RecordedMetric metric) {
    return new MetricCurves(
        metric,
        judgement.trace().stream()
            .filter(point -> point.metric().equals(metric.spec().name()))
            .toList(),
        before,
        recorded.after());
  }
}
