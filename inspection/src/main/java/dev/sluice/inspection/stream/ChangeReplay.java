package dev.sluice.inspection.stream;

import dev.sluice.domain.inspection.Inspection;
import dev.sluice.domain.inspection.Verdict;
import dev.sluice.inspection.histogram.SlowShare;
import dev.sluice.inspection.recorded.Judgement;
import dev.sluice.inspection.recorded.Judgement.TracePoint;
import dev.sluice.inspection.recorded.RecordedCase;
import dev.sluice.inspection.recorded.RecordedMetric;
import dev.sluice.inspection.recorded.RecordedShare;
import dev.sluice.inspection.recorded.RecordedTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

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
            Family.ofRecorded(judged),
            settings);
  }

  private MetricPast past(RecordedMetric metric) {
    RecordedSamples treatment = RecordedSamples.before(metric.treatment());
    RecordedSamples control = RecordedSamples.before(metric.control());
    return MetricPast.of(
        metric.spec(),
        Math.max(1, recorded.planned()),
        recorded.interval(),
        treatment.values(),
        control.values(),
        isCounted(metric) ? new Weights(treatment.requests(), control.requests()) : null);
  }

  /** All targets of a metric are, or none is. */
  private static boolean isCounted(RecordedMetric metric) {
    return metric.treatment().getFirst().isCounted();
  }

  /**
   * Takes one sample after the other, and stops judging, as a change would stop, at the first FAIL.
   */
  public Judgement run(boolean tracing) {
    List<RecordedSamples> treatment =
        judged.stream().map(metric -> RecordedSamples.since(metric.treatment())).toList();
    List<RecordedSamples> control =
        judged.stream().map(metric -> RecordedSamples.since(metric.control())).toList();
    double worst = 0;
    int detectedAt = -1;
    @Nullable Inspection failed = null;
    for (int k = 0; k < recorded.after(); k++) {
      for (int m = 0; m < judged.size(); m++) {
        RecordedSamples treated = treatment.get(m);
        RecordedSamples beside = control.get(m);
        if (isCounted(judged.get(m))) {
          stream.take(
              m,
              treated.valuesAt(k),
              beside.valuesAt(k),
              treated.requestsAt(k),
              beside.requestsAt(k));
        } else {
          stream.take(m, treated.valuesAt(k), beside.valuesAt(k));
        }
      }
      worst = Math.max(worst, stream.score());
      if (tracing) {
        trace(k);
      }
      if (worst > 1 && failed == null) {
        detectedAt = k;
        failed = inspection(Verdict.FAIL, k + 1);
      }
    }
    Inspection inspection =
        failed == null ? inspection(stream.verdict(true), recorded.after()) : failed;
    return new Judgement(recorded.id(), inspection, worst, detectedAt, trace);
  }

  private Inspection inspection(Verdict verdict, int samples) {
    EvidenceWords words =
        new EvidenceWords(
            stream,
            settings,
            judged.stream().map(ChangeReplay::compared).toList(),
            sample -> "sample " + (sample + 1));
    Duration baked = recorded.interval().multipliedBy(samples);
    OptionalInt onset = verdict == Verdict.FAIL ? words.onset() : OptionalInt.empty();
    return new Inspection(
        verdict,
        words.summary(verdict),
        words.evidence(),
        Instant.EPOCH.plus(baked),
        baked,
        onset.isPresent()
            ? Instant.EPOCH.plus(recorded.interval().multipliedBy(onset.getAsInt()))
            : null);
  }

  private static Compared compared(RecordedMetric metric) {
    RecordedShare share = metric.share();
    return new Compared(
        metric.treatment().stream().map(RecordedTarget::name).toList(),
        metric.control().size(),
        share == null ? null : new SlowShare(Family.specOf(metric), share.bound(), metric.spec()),
        null);
  }

  private void trace(int k) {
    double threshold = settings.threshold();
    for (MetricParts parts : stream.metrics()) {
      MetricStream metric = parts.worst();
      EffectSize effect = metric.effect(threshold);
      trace.add(
          new TracePoint(
              metric.spec().name(),
              k,
              metric.observedNow(),
              metric.expectedNow(),
              effect.estimate(),
              effect.low(),
              effect.high(),
              metric.score() / threshold));
    }
  }
}
