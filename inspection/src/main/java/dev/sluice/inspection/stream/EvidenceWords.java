package dev.sluice.inspection.stream;

import dev.sluice.domain.inspection.Evidence;
import dev.sluice.domain.inspection.Evidence.EffectInterval;
import dev.sluice.domain.inspection.Verdict;
import dev.sluice.inspection.recorded.RecordedMetric;
import dev.sluice.inspection.recorded.RecordedTarget;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What was compared and what came out, for a person. */
final class EvidenceWords {
  private static final int NAMED = 20;

  private EvidenceWords() {}

  /** The weightiest first. */
  static List<Evidence> of(
      ChangeStream stream, JudgeSettings settings, List<RecordedMetric> judged, int k) {
    List<Evidence> all = new ArrayList<>();
    for (int m = 0; m < judged.size(); m++) {
      all.add(of(stream.metrics().get(m).worst(), settings, judged.get(m), k));
    }
    all.sort(Comparator.comparingDouble(EvidenceWords::weight).reversed());
    return all;
  }

  private static double weight(Evidence evidence) {
    return Double.isNaN(evidence.statistic()) ? -1 : evidence.statistic();
  }

  private static Evidence of(
      MetricStream metric, JudgeSettings settings, RecordedMetric source, int k) {
    double threshold = settings.threshold();
    MetricStream.Effect effect = metric.effect(threshold);
    double score = metric.score();
    Verdict verdict =
        Double.isNaN(score)
            ? Verdict.INCONCLUSIVE
            : score > threshold ? Verdict.FAIL : Verdict.PASS;
    boolean finite =
        Double.isFinite(effect.estimate())
            && Double.isFinite(effect.low())
            && Double.isFinite(effect.high());
    return new Evidence(
        metric.spec().name(),
        metric.spec().role(),
        verdict,
        metric.comparison(),
        source.treatment().stream().map(RecordedTarget::name).limit(NAMED).toList(),
        source.control().size(),
        metric.observed(),
        metric.expected(),
        finite ? new EffectInterval(effect.estimate(), effect.low(), effect.high()) : null,
        score,
        threshold,
        samples(source.treatment(), k),
        samples(source.control(), k),
        sentence(metric, verdict, effect, score, settings));
  }

  private static int samples(List<RecordedTarget> targets, int k) {
    return targets.stream().mapToInt(target -> Medians.known(target.after(), 0, k + 1)).sum();
  }

  private static String sentence(
      MetricStream metric,
      Verdict verdict,
      MetricStream.Effect effect,
      double score,
      JudgeSettings settings) {
    String name = metric.spec().name();
    return switch (verdict) {
      case INCONCLUSIVE -> name + " can't be judged: too few samples before the change or since.";
      case PASS ->
          String.format(
              Locale.ROOT,
              "%s moved %.1f times as far as it does without a change; it fails above %.1f.",
              name,
              score,
              settings.threshold());
      case FAIL ->
          String.format(
              Locale.ROOT,
              "%s %s (newest %s, expected %s): %.1f times as far as such moves go without a"
                  + " change, compared with %s; it fails above %.1f.",
              name,
              moved(effect),
              figure(metric.observed()),
              figure(metric.expected()),
              score,
              metric.comparison(),
              settings.threshold());
    };
  }

  private static String figure(double value) {
    return Double.isNaN(value) ? "unknown" : String.format(Locale.ROOT, "%.3g", value);
  }

  private static String moved(MetricStream.Effect effect) {
    String much = percent(Math.abs(effect.estimate()));
    return switch (effect.channel()) {
      case Walk.UP -> "is " + much + " too high";
      case Walk.DOWN -> "is " + much + " too low";
      default -> "is " + much + " more restless";
    };
  }

  private static String percent(double share) {
    return Double.isFinite(share) ? String.format(Locale.ROOT, "%.3g %%", 100 * share) : "far";
  }

  /** Why, in one sentence. */
  static String summary(Verdict verdict, boolean silent, List<Evidence> evidence) {
    if (silent) {
      return "The changed targets report nothing while unchanged ones do.";
    }
    return switch (verdict) {
      case FAIL -> evidence.isEmpty() ? "" : evidence.getFirst().summary();
      case PASS -> "No metric moved further than it does without a change.";
      case INCONCLUSIVE -> "Nothing could be compared: too few samples before the change or since.";
    };
  }
}
