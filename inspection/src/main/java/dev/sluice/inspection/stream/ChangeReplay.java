package dev.sluice.inspection.stream;

import dev.sluice.domain.inspection.Evidence;
import dev.sluice.domain.inspection.Inspection;
import dev.sluice.domain.inspection.Verdict;
import dev.sluice.inspection.recorded.Judgement;
import dev.sluice.inspection.recorded.Judgement.TracePoint;
import dev.sluice.inspection.recorded.RecordedCase;
import dev.sluice.inspection.recorded.RecordedMetric;
import dev.sluice.inspection.recorded.RecordedTarget;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One recorded change that runs again, its first sample at the epoch. */
public final class ChangeReplay {
  private final RecordedCase recorded;
  private final List<RecordedMetric> judged;
  private final JudgeSettings settings;
  private final ChangeStream stream;
  private final List<TracePoint> trace = new ArrayList<>();

  /**
   * @param judged its metrics that are not context
   */
  public ChangeReplay(RecordedCase recorded, List<RecordedMetric> judged, JudgeSettings settings) {
    this.recorded = recorded;
    this.judged = judged;
    this.settings = settings;
    stream =
        new ChangeStream(
            judged.stream().map(this::past).toList(),
            judged.stream().mapToInt(metric -> metric.control().size()).toArray(),
            settings);
  }

  private MetricPast past(RecordedMetric metric) {
    return MetricPast.of(
        metric.spec(),
        Math.max(1, recorded.after()),
        recorded.interval(),
        metric.treatment().stream().map(RecordedTarget::before).toList(),
        metric.control().stream().map(RecordedTarget::before).toList());
  }

  /**
   * Takes one sample after the other, and stops judging, as a change would stop, at the first FAIL.
   */
  public Judgement run(boolean tracing) {
    double[][][] treatment = samples(true);
    double[][][] control = samples(false);
    double worst = 0;
    int detectedAt = -1;
    List<Evidence> evidence = List.of();
    boolean known = false;
    boolean silent = false;
    for (int k = 0; k < recorded.after(); k++) {
      stream.take(treatment[k], control[k]);
      known |= stream.isKnown();
      worst = Math.max(worst, stream.score());
      if (tracing) {
        trace(k);
      }
      if (worst > 1 && detectedAt < 0) {
        detectedAt = k;
        silent = stream.isSilent();
        evidence = EvidenceWords.of(stream, settings, judged, k);
      }
    }
    if (detectedAt < 0) {
      evidence = EvidenceWords.of(stream, settings, judged, recorded.after() - 1);
    }
    Verdict verdict = detectedAt >= 0 ? Verdict.FAIL : known ? Verdict.PASS : Verdict.INCONCLUSIVE;
    int last = detectedAt < 0 ? recorded.after() : detectedAt + 1;
    Inspection inspection =
        new Inspection(
            verdict,
            EvidenceWords.summary(verdict, silent, evidence),
            evidence,
            Instant.EPOCH.plus(recorded.interval().multipliedBy(last)),
            recorded.interval().multipliedBy(last),
            null);
    return new Judgement(recorded.id(), inspection, worst, detectedAt, trace);
  }

  /** By sample, metric and target. */
  private double[][][] samples(boolean treated) {
    double[][][] samples = new double[recorded.after()][judged.size()][];
    for (int m = 0; m < judged.size(); m++) {
      List<RecordedTarget> targets = treated ? judged.get(m).treatment() : judged.get(m).control();
      List<double[]> after = targets.stream().map(RecordedTarget::after).toList();
      for (int k = 0; k < samples.length; k++) {
        samples[k][m] = new double[after.size()];
        for (int j = 0; j < after.size(); j++) {
          samples[k][m][j] = after.get(j)[k];
        }
      }
    }
    return samples;
  }

  private void trace(int k) {
    double threshold = settings.threshold();
    for (MetricParts parts : stream.metrics()) {
      MetricStream metric = parts.worst();
      MetricStream.Effect effect = metric.effect(threshold);
      trace.add(
          new TracePoint(
              metric.spec().name(),
              k,
              metric.observed(),
              metric.expected(),
              effect.estimate(),
              effect.low(),
              effect.high(),
              metric.score() / threshold));
    }
  }
}
