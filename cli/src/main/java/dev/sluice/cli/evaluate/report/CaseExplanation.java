package dev.sluice.cli.evaluate.report;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.sluice.cli.report.InspectionReport;
import dev.sluice.cli.report.Quantity;
import dev.sluice.cli.terminal.Printable;
import dev.sluice.cli.terminal.Style;
import dev.sluice.domain.inspection.Evidence;
import dev.sluice.domain.inspection.Verdict;
import dev.sluice.inspection.recorded.Judgement;
import dev.sluice.inspection.recorded.Judgement.TracePoint;
import dev.sluice.inspection.recorded.RecordedCase;
import dev.sluice.inspection.recorded.RecordedMetric;
import dev.sluice.inspection.recorded.RecordedTarget;
import dev.sluice.workflows.wire.InspectionWire;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A judged case for a person: the verdict, when, why, and the evidence of each metric. */
public final class CaseExplanation {
  private static final int SIDE = 30;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final RecordedCase recorded;
  private final Judgement judgement;
  private final Style style;

  private CaseExplanation(RecordedCase recorded, Judgement judgement, Style style) {
    this.recorded = recorded;
    this.judgement = judgement;
    this.style = style;
  }

  /**
   * Several lines, without a trailing line break.
   *
   * @param judgement with its trace
   */
  public static String render(RecordedCase recorded, Judgement judgement, Style style) {
    return new CaseExplanation(recorded, judgement, style).render();
  }

  /** One object: the inspection as the API tells it, with the score and the moment. */
  public static String json(Judgement judgement) {
    ObjectNode whole = JsonNodeFactory.instance.objectNode();
    whole.put("case_id", judgement.caseId());
    whole.put("score", judgement.score());
    if (judgement.detectedAt() >= 0) {
      whole.put("detected_at", judgement.detectedAt());
    } else {
      whole.putNull("detected_at");
    }
    whole.set("inspection", inspection(judgement));
    return whole.toString();
  }

  private static JsonNode inspection(Judgement judgement) {
    try {
      return JSON.readTree(
          JsonFormat.printer().print(InspectionWire.toProto(judgement.inspection())));
    } catch (InvalidProtocolBufferException impossible) {
      throw new IllegalStateException("an inspection can always be printed", impossible);
    }
  }

  private String render() {
    List<String> lines = new ArrayList<>();
    Verdict verdict = judgement.inspection().verdict();
    lines.add(Words.painted(verdict, style) + "  " + style.strong(Printable.text(recorded.id())));
    lines.add("  " + Printable.text(judgement.inspection().summary()));
    lines.add("  " + when());
    lines.add(
        "  score %s at its worst; it fails above 1".formatted(Rounded.three(judgement.score())));
    if (!judgement.inspection().evidence().isEmpty()) {
      lines.add(
          InspectionReport.evidence(
              Printable.of(InspectionWire.toProto(judgement.inspection())).getEvidenceList(),
              style));
    }
    judgement.inspection().evidence().forEach(evidence -> addMetric(lines, evidence));
    return String.join("\n", lines);
  }

  private String when() {
    String sampling =
        "%s since the change, one every %s"
            .formatted(
                Quantity.count(recorded.after(), "sample"), Quantity.length(recorded.interval()));
    int at = judgement.detectedAt();
    if (judgement.inspection().verdict() != Verdict.FAIL || at < 0) {
      return "judged after " + sampling;
    }
    return "failed at sample %d (after %s), of %s"
        .formatted(at + 1, Quantity.length(recorded.interval().multipliedBy(at + 1L)), sampling);
  }

  private void addMetric(List<String> lines, Evidence evidence) {
    lines.add("");
    lines.add("  " + style.strong(Printable.text(evidence.metric())));
    if (!evidence.summary().isBlank()) {
      lines.add("    " + Printable.text(evidence.summary()));
    }
    lines.add("    compared: " + Printable.text(evidence.comparison()));
    if (!evidence.treatmentTargets().isEmpty()) {
      lines.add("    changed:  " + Printable.text(String.join(", ", evidence.treatmentTargets())));
    }
    for (RecordedMetric metric : recorded.metrics()) {
      if (metric.named().equals(evidence.metric())) {
        if (metric.share() != null) {
          lines.add("    " + Printable.text(metric.spec().name()));
        }
        addLevels(lines, metric);
        addScore(lines, metric);
      }
    }
  }

  private void addScore(List<String> lines, RecordedMetric metric) {
    double[] score = score(metric.spec().name());
    if (Arrays.stream(score).anyMatch(Double::isFinite)) {
      lines.add("    score     " + " ".repeat(shownBefore() + 1) + scale(score).draw(score, SIDE));
    }
  }

  private double[] score(String metric) {
    double[] score = new double[recorded.after()];
    Arrays.fill(score, Double.NaN);
    for (TracePoint point : judgement.trace()) {
      if (point.metric().equals(metric) && point.sample() < score.length) {
        score[point.sample()] = point.score();
      }
    }
    return score;
  }

  /** From 0 to the threshold at least: a full block is a failure, or as far as it came. */
  private static Sparkline scale(double[] score) {
    return new Sparkline(0, Arrays.stream(score).filter(Double::isFinite).reduce(1, Math::max));
  }

  private void addLevels(List<String> lines, RecordedMetric metric) {
    double[] treatment = mean(metric.treatment());
    double[] control = mean(metric.control());
    Sparkline scale =
        new Sparkline(
            DoubleStream.concat(Arrays.stream(treatment), Arrays.stream(control)).toArray());
    lines.add("    changed   " + sides(scale, treatment));
    if (!metric.control().isEmpty()) {
      lines.add("    unchanged " + sides(scale, control));
    }
  }

  /** Both sides of the change, the nearest samples before it only. */
  private String sides(Sparkline scale, double[] values) {
    int first = recorded.before();
    int from = Math.max(0, first - Math.max(SIDE, recorded.after()));
    return scale.draw(Arrays.copyOfRange(values, from, first), SIDE)
        + "|"
        + scale.draw(Arrays.copyOfRange(values, first, values.length), SIDE);
  }

  private int shownBefore() {
    return Math.min(SIDE, recorded.before());
  }

  /** Of the targets that have a sample, one after the other. */
  private double[] mean(List<RecordedTarget> targets) {
    double[] means = new double[recorded.before() + recorded.after()];
    List<double[]> all =
        targets.stream()
            .map(target ->
                DoubleStream.concat(Arrays.stream(target.before()), Arrays.stream(target.after()))
                    .toArray())
            .toList();
    Arrays.setAll(
        means,
        i ->
            all.stream()
                .mapToDouble(samples -> samples[i])
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN));
    return means;
  }
}
