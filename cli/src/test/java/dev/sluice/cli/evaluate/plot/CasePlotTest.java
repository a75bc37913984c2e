package dev.sluice.cli.evaluate.plot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.plot.Scale;
import dev.sluice.domain.inspection.Evidence;
import dev.sluice.domain.inspection.Evidence.EffectInterval;
import dev.sluice.domain.inspection.Inspection;
import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.inspection.MetricSpec.BadDirection;
import dev.sluice.domain.inspection.MetricSpec.Kind;
import dev.sluice.domain.inspection.MetricSpec.Role;
import dev.sluice.domain.inspection.Verdict;
import dev.sluice.inspection.recorded.Judgement;
import dev.sluice.inspection.recorded.Judgement.TracePoint;
import dev.sluice.inspection.recorded.RecordedCase;
import dev.sluice.inspection.recorded.RecordedMetric;
import dev.sluice.inspection.recorded.RecordedTarget;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class CasePlotTest {
  private static final double NONE = Double.NaN;

  @Test
  void drawsLevelEffectAndScoreWithTheChangeAndTheMoment() throws Exception {
    Document drawing = drawn(metric("p95", NONE, 1), trace("p95"));

    assertThat(texts(drawing)).contains("level", "effect", "score, to 9", "case <1> & co");
    assertThat(kinds(drawing, "path"))
        .contains("treatment", "control", "expected", "interval", "score", "spread");
    assertThat(kinds(drawing, "line")).contains("change", "moment", "threshold", "zero");
  }

  @Test
  void drawsWhatWasRecordedWhereNothingWasTraced() throws Exception {
    Document drawing = drawn(metric("p95", NONE, 1), List.of());

    assertThat(kinds(drawing, "path")).contains("treatment").doesNotContain("score");
  }

  @Test
  void drawsAMetricWithoutAnySample() throws Exception {
    Document drawing = drawn(metric("p95", NONE, NONE), List.of());

    assertThat(kinds(drawing, "path")).doesNotContain("treatment");
  }

  @Test
  void namesHowManyMetricsItLeavesOut() throws Exception {
    List<RecordedMetric> metrics = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      metrics.add(metric("m" + i, 1, 2));
    }

    Document drawing = parsed(CasePlot.draw(recorded(metrics), judgement("m7", List.of())));

    assertThat(texts(drawing)).contains("2 lighter metrics not drawn", "m7").doesNotContain("m6");
  }

  @Test
  void breaksALineWhereASampleIsMissing() {
    Scale plain = new Scale(0, 10, 0, 10);

    assertThat(new Curve(0, 1, 2, NONE, 4).line(plain, plain)).isEqualTo("M0 1L1 2M3 4h0");
    assertThat(new Curve(0, 1, 1, NONE).area(new Curve(0, 3, 3, 3), plain, plain))
        .isEqualTo("M0 1L1 1L1 3L0 3Z");
  }

  @Test
  void marksRoundValues() {
    assertThat(new Scale(0.1, 9.7, 0, 1).ticks(4)).containsExactly(2.5, 5.0, 7.5);
    assertThat(new Scale(-1e-9, 1e-9, 0, 1).ticks(2)).hasSizeBetween(2, 4);
    assertThat(Scale.around(5, 5, 0, 1)).isEqualTo(new Scale(4.7, 5.3, 0, 1));
  }

  private static Document drawn(RecordedMetric metric, List<TracePoint> trace) throws Exception {
    return parsed(CasePlot.draw(recorded(List.of(metric)), judgement("p95", trace)));
  }

  private static RecordedCase recorded(List<RecordedMetric> metrics) {
    return new RecordedCase("case <1> & co", Duration.ofSeconds(30), 3, 3, metrics);
  }

  private static RecordedMetric metric(String name, double gap, double value) {
    RecordedTarget changed =
        new RecordedTarget("t", new double[] {value, gap, value}, new double[] {value, value, gap});
    RecordedTarget unchanged =
        new RecordedTarget("c", new double[] {value, value, gap}, new double[] {gap, value, gap});
    return new RecordedMetric(
        new MetricSpec(name, Kind.LATENCY, BadDirection.INCREASE, Role.DECIDING, "", 0),
        List.of(changed, changed),
        List.of(unchanged));
  }

  private static List<TracePoint> trace(String metric) {
    return List.of(
        new TracePoint(metric, 0, 1, 1, 0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 0),
        new TracePoint(metric, 1, 1, 1.1, 0.2, -0.1, 0.3, 2),
        new TracePoint(metric, 2, NONE, 1.2, 0.3, NONE, NONE, 9));
  }

  private static Judgement judgement(String metric, List<TracePoint> trace) {
    Evidence evidence =
        new Evidence(
            metric,
            Role.DECIDING,
            Verdict.FAIL,
            "changed with unchanged",
            List.of("t"),
            1,
            1,
            1,
            new EffectInterval(0.3, 0.1, 0.5),
            9,
            1,
            3,
            3,
            "It is slower.");
    Inspection inspection =
        new Inspection(
            Verdict.FAIL,
            "It is slower.",
            List.of(evidence),
            Instant.EPOCH,
            Duration.ofSeconds(90),
            null);
    return new Judgement("case <1> & co", inspection, 9, 1, trace);
  }

  private static Document parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }

  private static List<String> texts(Document drawing) {
    NodeList found = drawing.getElementsByTagName("text");
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      texts.add(found.item(i).getTextContent());
    }
    return texts;
  }

  private static List<String> kinds(Document drawing, String element) {
    NodeList found = drawing.getElementsByTagName(element);
    List<String> kinds = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      kinds.add(found.item(i).getAttributes().getNamedItem("class").getTextContent());
    }
    return kinds;
  }
}
