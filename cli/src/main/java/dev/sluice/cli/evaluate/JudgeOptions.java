package dev.sluice.cli.evaluate;

import dev.sluice.cli.command.UsageProblem;
import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.inspection.MetricSpec.Kind;
import dev.sluice.inspection.recorded.Judgement;
import dev.sluice.inspection.recorded.RecordedCase;
import dev.sluice.inspection.recorded.RecordedJudge;
import dev.sluice.inspection.recorded.RecordedMetric;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How cases are judged: other settings than the judge's own. */
final class JudgeOptions {
  private static final String MINIMUM_EFFECT = "--minimum-effect";

  @Option(
      names = "--alpha",
      paramLabel = "SHARE",
      description = "Chance that a harmless change is failed, above 0 and below 0.5.")
  private @Nullable String alpha;

  @Option(
      names = MINIMUM_EFFECT,
      paramLabel = "KIND=EFFECT",
      description =
          "The smallest effect that matters, for all metrics of a kind: latency=0.2 (20 "
              + "%%), error_rate=0.01 (one point). Can be repeated.")
  private List<String> minimumEffects = List.of();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Another setting of the judge. Can be repeated; docs/evaluate.md lists them.")
  private List<String> settings = List.of();

  /** Whether the judge is to judge as it always does. */
  boolean asUsual() {
    return alpha == null && minimumEffects.isEmpty() && settings.isEmpty();
  }

  /**
   * The judge with these settings.
   *
   * @throws UsageProblem for a setting that can't be
   */
  RecordedJudge judge(Workbench.Judges judges) {
    Map<String, String> all = new LinkedHashMap<>();
    for (String setting : settings) {
      Pair pair = pair("--set", setting);
      all.put(pair.key(), pair.value());
    }
    if (alpha != null) {
      all.put("alpha", alpha);
    }
    Map<Kind, Double> effects = effects();
    try {
      RecordedJudge judge = judges.with(all);
      return effects.isEmpty() ? judge : new Demanding(judge, effects);
    } catch (IllegalArgumentException wrong) {
      throw new UsageProblem(wrong.getMessage());
    }
  }

  private Map<Kind, Double> effects() {
    Map<Kind, Double> effects = new EnumMap<>(Kind.class);
    for (String written : minimumEffects) {
      Pair pair = pair(MINIMUM_EFFECT, written);
      effects.put(kind(pair.key()), effect(pair.value()));
    }
    return effects;
  }

  private static Kind kind(String word) {
    for (Kind kind : Kind.values()) {
      if (kind.name().toLowerCase(Locale.ROOT).equals(word)) {
        return kind;
      }
    }
    throw new UsageProblem(
        "%s: the kind %s must be one of latency, error_rate, success_rate, resource, load, business"
            .formatted(MINIMUM_EFFECT, word));
  }

  private static double effect(String word) {
    try {
      double effect = Double.parseDouble(word);
      if (effect > 0 && Double.isFinite(effect)) {
        return effect;
      }
    } catch (NumberFormatException _) {
      // Told below, as any other value that can't be.
    }
    throw new UsageProblem(
        "%s: the effect %s must be a number above 0, 0.2 for 20 %%"
            .formatted(MINIMUM_EFFECT, word));
  }

  private record Pair(String key, String value) {}

  private static Pair pair(String option, String written) {
    int equals = written.indexOf('=');
    if (equals < 1) {
      throw new UsageProblem("%s takes key=value, not '%s'".formatted(option, written));
    }
    return new Pair(written.substring(0, equals), written.substring(equals + 1));
  }

  /** A judge for which other effects matter than the cases say. */
  private record Demanding(RecordedJudge judge, Map<Kind, Double> effects)
      implements RecordedJudge {
    @Override
    public Judgement judge(RecordedCase recorded, boolean trace) {
      return judge.judge(
          new RecordedCase(
              recorded.id(),
              recorded.interval(),
              recorded.before(),
              recorded.after(),
              recorded.planned(),
              recorded.metrics().stream().map(this::demanding).toList()),
          trace);
    }

    private RecordedMetric demanding(RecordedMetric metric) {
      // How much a share of slow requests must grow follows from how slow they may get.
      if (metric.share() != null) {
        return metric;
      }
      MetricSpec spec = metric.spec();
      double effect = effects.getOrDefault(spec.kind(), spec.minimumEffect());
      return new RecordedMetric(
          spec.withMinimumEffect(effect), metric.treatment(), metric.control());
    }
  }
}
