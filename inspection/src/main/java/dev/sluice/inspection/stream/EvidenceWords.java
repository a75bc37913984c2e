package dev.sluice.inspection.stream;

import dev.sluice.domain.inspection.Evidence;
import dev.sluice.domain.inspection.Evidence.EffectInterval;
import dev.sluice.domain.inspection.MetricFigures;
import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.inspection.MetricSpec.Role;
import dev.sluice.domain.inspection.Verdict;
import dev.sluice.inspection.histogram.SlowShare;
import dev.sluice.inspection.histogram.UnlikeBuckets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What was compared and what came out, for a person. */
final class EvidenceWords {
  private static final int NAMED = 20;
  private static final double SELDOM = 1e-6;

  private final ChangeStream stream;
  private final JudgeSettings settings;
  private final List<Compared> compared;
  private final IntFunction<String> moment;
  private final List<Told> told = new ArrayList<>();

  /** The evidence of one metric, and the sample from 0 since which it stands out. */
  private record Told(Evidence evidence, Standing standing, int onset) {}

  /**
   * @param compared the targets of each metric
   * @param moment a sample since the change, from 0, in words: {@code 12:03:02 UTC}
   */
  EvidenceWords(
      ChangeStream stream,
      JudgeSettings settings,
      List<Compared> compared,
      IntFunction<String> moment) {
    this.stream = stream;
    this.settings = settings;
    this.compared = compared;
    this.moment = moment;
    for (Family family : stream.families()) {
      told.add(tell(family));
    }
    told.sort(Comparator.comparingDouble(EvidenceWords::weight).reversed());
  }

  /** The weightiest first. */
  List<Evidence> evidence() {
    return told.stream().map(Told::evidence).toList();
  }

  /** The sample, from 0, since which something stands out; empty without a failure. */
  OptionalInt onset() {
    return told.stream()
        .filter(each -> each.standing() == Standing.HARMFUL)
        .filter(each -> each.evidence().role() != Role.CONTEXT)
        .mapToInt(Told::onset)
        .min();
  }

  /** Failures, then what has no answer, then the rest; context last. */
  private static double weight(Told told) {
    Evidence evidence = told.evidence();
    double verdict =
        switch (evidence.verdict()) {
          case FAIL -> 2e9;
          case INCONCLUSIVE -> 1e9;
          case PASS -> 0;
        };
    double context = evidence.role() == Role.CONTEXT ? -4e9 : 0;
    double statistic = evidence.statistic();
    return verdict + context + (Double.isNaN(statistic) ? 0 : Math.min(statistic, 1e8));
  }

  /** What is weightiest of all that speaks for one metric. */
  private Told tell(Family family) {
    MetricSpec.Kind kind = stream.metrics().get(family.from()).spec().kind();
    if (stream.isSilent() && kind != MetricSpec.Kind.RESOURCE) {
      return tellSilence(family);
    }
    return IntStream.range(family.from(), family.to())
        .mapToObj(m -> tell(family, m))
        .max(Comparator.comparingDouble(EvidenceWords::weight))
        .orElseThrow();
  }

  private Told tell(Family family, int m) {
    MetricParts parts = stream.metrics().get(m);
    MetricStream metric = parts.worst();
    Standing standing = stream.standing(m);
    EffectSize effect = metric.effect(settings.threshold());
    List<String> all = compared.get(m).treatment();
    int[] worst = parts.worstTargets(all.size());
    List<String> targets = Arrays.stream(worst).mapToObj(all::get).toList();
    Evidence evidence =
        new Evidence(
            family.spec().name(),
            family.spec().role(),
            standing.verdict(),
            parts.comparison(),
            targets.subList(0, Math.min(NAMED, targets.size())),
            compared.get(m).control(),
            effect.observed(),
            effect.expected(),
            effect.isFinite()
                ? new EffectInterval(effect.estimate(), effect.low(), effect.high())
                : null,
            parts.score(),
            settings.threshold(),
            parts.treatmentSamples(),
            parts.controlSamples(),
            sentence(m, standing, effect, targets));
    return new Told(evidence, standing, metric.onset());
  }

  private Told tellSilence(Family family) {
    MetricParts parts = stream.metrics().get(family.from());
    Evidence evidence =
        new Evidence(
            family.spec().name(),
            family.spec().role(),
            Verdict.FAIL,
            "whether the changed targets report at all, beside unchanged ones",
            silentTargets().stream().limit(NAMED).toList(),
            compared.get(family.from()).control(),
            Double.NaN,
            Double.NaN,
            null,
            stream.held(),
            stream.held() - 1,
            parts.treatmentSamples(),
            parts.controlSamples(),
            silence());
    return new Told(evidence, Standing.HARMFUL, stream.silentSince());
  }

  private List<String> silentTargets() {
    List<String> all = all();
    return stream.silent().stream().map(all::get).toList();
  }

  private List<String> all() {
    return compared.stream()
        .map(Compared::treatment)
        .max(Comparator.comparingInt(List::size))
        .orElse(List.of());
  }

  private String sentence(int m, Standing standing, EffectSize effect, List<String> targets) {
    MetricParts parts = stream.metrics().get(m);
    MetricSpec spec = parts.spec();
    SlowShare share = compared.get(m).share();
    String name =
        share == null
            ? spec.name()
            : "the share of requests of %s slower than %s"
                .formatted(share.metric().name(), share.boundWords());
    return switch (standing) {
      case UNKNOWN -> name + " can't be judged: " + lack(parts, compared.get(m).unlike());
      case TOO_FEW -> "%s can't be told yet: %d samples.".formatted(name, parts.treatmentSamples());
      case SUSPICIOUS -> name + " looks worse without proof: " + against(spec, effect) + ".";
      case TOO_COARSE ->
          "%s can't be told yet: it varies so much that %s may be hidden, and %s matters."
              .formatted(
                  name,
                  much(spec, parts.worst().worstPlausible()),
                  much(spec, spec.minimumEffect()));
      case HARMLESS ->
          name + " moved no further than it does without a change: " + against(spec, effect) + ".";
      case HARMFUL ->
          "%s on %s since %s, compared with %s; %s."
              .formatted(
                  share != null && effect.channel() == Walk.UP
                      ? slower(share, effect)
                      : name + " " + moved(spec, effect),
                  MetricFigures.names(targets),
                  moment.apply(parts.worst().onset()),
                  parts.worst().comparison(),
                  seldom(parts.worst().share(parts.score())));
    };
  }

  private static String against(MetricSpec spec, EffectSize effect) {
    return level(spec, effect.observed())
        + " against "
        + level(spec, effect.expected())
        + " expected";
  }

  private static String lack(MetricParts parts, @Nullable UnlikeBuckets unlike) {
    if (unlike != null) {
      return unlike.words();
    }
    return parts.isAlone()
        ? "the changed targets have no past and no unchanged target was measured before the change;"
            + " leave some targets unchanged that do the same work, or start with targets that have"
            + " run before."
        : "too few samples before the change or since.";
  }

  private static String slower(SlowShare share, EffectSize effect) {
    return "%s of requests of %s are slower than %s, %s expected,"
        .formatted(
            MetricFigures.percent(effect.observed()),
            share.metric().name(),
            share.boundWords(),
            MetricFigures.percent(Math.max(0, effect.expected())));
  }

  private static String level(MetricSpec spec, double value) {
    return MetricFigures.level(spec.name(), spec.kind(), value);
  }

  private static String much(MetricSpec spec, double effect) {
    return switch (spec.kind()) {
      case ERROR_RATE, SUCCESS_RATE -> MetricFigures.points(effect);
      case LATENCY, RESOURCE, LOAD, BUSINESS -> MetricFigures.signedPercent(effect);
    };
  }

  private static String moved(MetricSpec spec, EffectSize effect) {
    String levels = "(" + against(spec, effect) + interval(spec, effect) + ")";
    return switch (effect.channel()) {
      case Walk.SPREAD ->
          "is %s more restless than it was"
              .formatted(MetricFigures.signedPercent(effect.estimate()).replaceFirst("^\\+", ""));
      case Walk.GROWTH ->
          "%s by %s%s %s"
              .formatted(
                  effect.estimate() >= 0 ? "grows" : "falls",
                  MetricFigures.signedPercent(Math.abs(effect.estimate())).replaceFirst("^\\+", ""),
                  spec.minimumEffect() > 0 ? " in 60 samples" : "",
                  levels);
      default -> "is %s %s".formatted(distance(spec, effect), levels);
    };
  }

  private static String distance(MetricSpec spec, EffectSize effect) {
    boolean rate =
        spec.kind() == MetricSpec.Kind.ERROR_RATE || spec.kind() == MetricSpec.Kind.SUCCESS_RATE;
    if (rate) {
      String way = effect.channel() == Walk.DOWN ? "too low" : "too high";
      return MetricFigures.points(Math.abs(effect.excess())) + " " + way;
    }
    return Double.isFinite(effect.estimate()) && effect.estimate() >= 1
        ? MetricFigures.times(1 + effect.estimate()) + " what is plausible"
        : MetricFigures.signedPercent(effect.estimate()) + " from what is plausible";
  }

  private static String interval(MetricSpec spec, EffectSize effect) {
    boolean relative =
        spec.kind() != MetricSpec.Kind.ERROR_RATE && spec.kind() != MetricSpec.Kind.SUCCESS_RATE;
    return relative && effect.isFinite()
        ? ", interval %s to %s"
            .formatted(
                MetricFigures.signedPercent(effect.low()),
                MetricFigures.signedPercent(effect.high()))
        : "";
  }

  private static String seldom(double share) {
    return share < SELDOM
        ? "fewer than one harmless change in a million goes as far"
        : String.format(
            Locale.ROOT, "about one harmless change in %,.0f goes as far", Math.max(1, 1 / share));
  }

  /** Why, in one sentence. */
  String summary(Verdict verdict) {
    if (stream.isSilent() && verdict == Verdict.FAIL) {
      return silence();
    }
    return switch (verdict) {
      case FAIL ->
          told.isEmpty() ? "The metrics together fail." : told.getFirst().evidence().summary();
      case PASS -> "No metric moved further than it does without a change.";
      case INCONCLUSIVE ->
          stream.unheard().isEmpty() || isNothingComparable() ? undecided() : unheard();
    };
  }

  private boolean isNothingComparable() {
    return told.stream().allMatch(each -> each.standing() == Standing.UNKNOWN);
  }

  private String unheard() {
    List<String> all = all();
    return "Next to nothing is known of %s: new, and with fewer than three samples of requests so far."
            .formatted(MetricFigures.names(stream.unheard().stream().map(all::get).toList()))
        + " See that new targets get traffic and are measured.";
  }

  private String undecided() {
    return told.stream()
        .filter(each -> each.evidence().role() != Role.CONTEXT)
        .filter(each -> each.standing().verdict() == Verdict.INCONCLUSIVE)
        .map(each -> each.evidence().summary())
        .findFirst()
        .orElse("Nothing could be compared: no metric that may decide has samples.");
  }

  private String silence() {
    List<String> silent = silentTargets();
    String who =
        silent.size() == all().size()
            ? "No changed target reports"
            : "%s of %d changed targets report%s nothing"
                .formatted(
                    MetricFigures.names(silent), all().size(), silent.size() == 1 ? "s" : "");
    return "%s since %s, while unchanged ones do."
        .formatted(who, moment.apply(stream.silentSince()));
  }
}
