package dev.sluice.cli.evaluate;

import dev.sluice.domain.inspection.Evidence;
import dev.sluice.domain.inspection.Evidence.EffectInterval;
import dev.sluice.domain.inspection.Inspection;
import dev.sluice.domain.inspection.Verdict;
import dev.sluice.inspection.recorded.Judgement;
import dev.sluice.inspection.recorded.Judgement.TracePoint;
import dev.sluice.inspection.recorded.RecordedCase;
import dev.sluice.inspection.recorded.RecordedJudge;
import dev.sluice.inspection.recorded.RecordedMetric;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fails when the first metric of the first changed target once lies above its mean before by more
 * than a limit, 20 % or what its minimum effect says. Small, but what it says is true.
 */
record MeanJudge(double limit) implements RecordedJudge {
  static RecordedJudge with(Map<String, String> settings) {
    String limit = settings.getOrDefault("limit", "0.2");
    if (!settings.keySet().stream().allMatch("limit"::equals)) {
      throw new IllegalArgumentException("the judge has one setting, limit: " + settings);
    }
    return new MeanJudge(Double.parseDouble(limit));
  }

  @Override
  public Judgement judge(RecordedCase recorded, boolean trace) {
    RecordedMetric metric = recorded.metrics().getFirst();
    double expected =
        Arrays.stream(metric.treatment().getFirst().before()).average().orElse(Double.NaN);
    if (expected == 13) {
      throw new IllegalStateException("thirteen");
    }
    double[] after = metric.treatment().getFirst().after();
    double allowed = metric.spec().minimumEffect() > 0 ? metric.spec().minimumEffect() : limit;
    List<TracePoint> points = new ArrayList<>();
    double worst = Double.NaN;
    int detectedAt = -1;
    for (int i = 0; i < after.length; i++) {
      double effect = after[i] / expected - 1;
      double score = effect / allowed;
      points.add(
          new TracePoint(
              metric.spec().name(),
              i,
              after[i],
              expected,
              effect,
              effect - 0.1,
              effect + 0.1,
              score));
      worst = Double.isNaN(worst) ? score : Double.isNaN(score) ? worst : Math.max(worst, score);
      detectedAt = detectedAt < 0 && score > 1 ? i : detectedAt;
    }
    Verdict verdict =
        Double.isNaN(worst) ? Verdict.INCONCLUSIVE : detectedAt >= 0 ? Verdict.FAIL : Verdict.PASS;
    return new Judgement(
        recorded.id(),
        inspection(recorded, metric, verdict, expected, worst, allowed),
        worst,
        detectedAt,
        trace ? points : List.of());
  }

  private static Inspection inspection(
      RecordedCase recorded,
      RecordedMetric metric,
      Verdict verdict,
      double expected,
      double worst,
      double allowed) {
    @Nullable EffectInterval effect =
        Double.isNaN(worst)
            ? null
            : new EffectInterval(worst * allowed, worst * allowed - 0.1, worst * allowed + 0.1);
    Evidence evidence =
        new Evidence(
            metric.spec().name(),
            metric.spec().role(),
            verdict,
            "the first changed target with its own mean before",
            List.of(metric.treatment().getFirst().name()),
            0,
            Double.isNaN(worst) ? Double.NaN : expected * (1 + worst * allowed),
            expected,
            effect,
            worst,
            1,
            recorded.after(),
            0,
            "It was %s at its worst.".formatted(worst));
    return new Inspection(
        verdict,
        "The worst is %s times what is allowed.".formatted(worst),
        List.of(evidence),
        Instant.EPOCH,
        recorded.interval().multipliedBy(recorded.after()),
        null);
  }
}
