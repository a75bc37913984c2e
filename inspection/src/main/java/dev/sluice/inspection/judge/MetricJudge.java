package dev.sluice.inspection.judge;

import dev.sluice.domain.inspection.Evidence;
import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.inspection.Verdict;
import dev.sluice.inspection.detector.Detector;
import dev.sluice.inspection.detector.Groups;
import dev.sluice.inspection.detector.Growth;
import dev.sluice.inspection.detector.LevelShift;
import dev.sluice.inspection.detector.Outcome;
import dev.sluice.inspection.detector.Outcome.Harm;
import dev.sluice.inspection.detector.Outcome.Unknown;
import dev.sluice.inspection.detector.RateShift;
import dev.sluice.inspection.detector.Worse;
import dev.sluice.inspection.series.BinnedSeries;
import dev.sluice.inspection.series.ChangeWindow;
import dev.sluice.inspection.series.TargetSeries;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Judges one metric: on the changed targets together, and on each of them, so that harm on one is
 * not lost in the mean of many.
 */
final class MetricJudge {
  private static final int MOST_SINGLE = 200;
  private static final int FEWEST_EACH = 6;
  private static final double LEAST_EFFECT = 0.05;
  private static final double LEAST_RATE = 0.01;

  private final MetricSpec metric;
  private final ChangeWindow window;
  private final Groups groups;
  private final double alpha;
  private final List<Measured> measured = new ArrayList<>();

  /**
   * @param alpha this metric's part
   */
  MetricJudge(Comparison comparison, ChangeWindow window, double alpha) {
    this.metric = comparison.metric();
    this.window = window;
    this.alpha = alpha;
    this.groups =
        new Groups(
            binned(comparison.treatment()),
            binned(comparison.control()).stream().filter(each -> !each.since().isEmpty()).toList());
  }

  /** One outcome, for whom, and which way was worse. */
  private record Measured(Outcome outcome, List<BinnedSeries> targets, Worse worse, double alpha) {}

  Finding finding() {
    List<Worse> ways =
        switch (metric.badDirection()) {
          case INCREASE -> List.of(Worse.INCREASE);
          case DECREASE -> List.of(Worse.DECREASE);
          case EITHER -> List.of(Worse.INCREASE, Worse.DECREASE);
        };
    for (Worse way : ways) {
      measure(way, alpha / ways.size());
    }
    Measured weightiest =
        measured.stream()
            .filter(each -> each.outcome() instanceof Harm)
            .max(Comparator.comparingDouble(MetricJudge::weight))
            .orElseGet(() -> measured.getFirst());
    return switch (weightiest.outcome()) {
      case Harm harm -> told(weightiest, harm);
      case Unknown unknown -> unknown(unknown);
    };
  }

  private void measure(Worse way, double alphaOfWay) {
    List<BinnedSeries> all = groups.treatment();
    boolean several = all.size() > 1;
    double together = several ? alphaOfWay / 2 : alphaOfWay;
    measured.add(new Measured(detector(way).measure(groups, together), all, way, together));
    if (several) {
      double each = alphaOfWay / 2 / all.size();
      all.stream()
          .limit(MOST_SINGLE)
          .forEach(target ->
              measured.add(
                  new Measured(
                      detector(way).measure(groups.only(target), each),
                      List.of(target),
                      way,
                      each)));
    }
  }

  private Detector detector(Worse way) {
    double minimum = minimum();
    return switch (metric.kind()) {
      case LATENCY -> LevelShift.ofLatency(way, minimum);
      case ERROR_RATE, SUCCESS_RATE ->
          RateShift.counts(groups) ? new RateShift(way, minimum) : LevelShift.ofRate(way, minimum);
      case RESOURCE -> new Growth(way, minimum);
      case LOAD, BUSINESS -> LevelShift.ofRatio(way, minimum);
    };
  }

  private double minimum() {
    return switch (metric.kind()) {
      case ERROR_RATE, SUCCESS_RATE ->
          metric.minimumEffect() > 0 ? metric.minimumEffect() : LEAST_RATE;
      case LATENCY, RESOURCE, LOAD, BUSINESS ->
          metric.minimumEffect() > 0 ? metric.minimumEffect() : LEAST_EFFECT;
    };
  }

  /** What fails comes first; of the rest, what holds for all targets. */
  private static double weight(Measured measured) {
    Harm harm = (Harm) measured.outcome();
    double share = harm.statistic() / harm.threshold();
    return switch (harm.verdict()) {
      case FAIL -> 1e6 + Math.min(share, 1e6);
      case INCONCLUSIVE, PASS -> measured.targets().size();
    };
  }

  private Finding told(Measured weightiest, Harm harm) {
    Verdict verdict = harm.verdict() == Verdict.FAIL ? Verdict.FAIL : harmless();
    var evidence =
        new Evidence(
            metric.name(),
            metric.role(),
            verdict,
            comparison(),
            names(weightiest.targets()),
            groups.control().size(),
            harm.observed(),
            harm.expected(),
            harm.effect(),
            harm.statistic(),
            harm.threshold(),
            samples(weightiest.targets()),
            samples(groups.control()),
            summary(weightiest, harm, verdict));
    boolean doubtful = verdict == Verdict.INCONCLUSIVE && harm.suspicious();
    return new Finding(evidence, verdict == Verdict.FAIL ? harm.onset() : null, doubtful);
  }

  /** A pass needs samples of every changed target, and no single one that looks bad. */
  private Verdict harmless() {
    for (Measured each : measured) {
      boolean fine =
          switch (each.outcome()) {
            case Unknown _ -> false;
            case Harm harm ->
                each.targets().size() == groups.treatment().size()
                    ? harm.verdict() == Verdict.PASS
                    : harm.harm() < Harm.TOLERATED * harm.minimum();
          };
      if (!fine) {
        return Verdict.INCONCLUSIVE;
      }
    }
    boolean complete =
        groups.treatment().stream().allMatch(each -> each.since().size() >= FEWEST_EACH);
    return complete ? Verdict.PASS : Verdict.INCONCLUSIVE;
  }

  private Finding unknown(Unknown unknown) {
    var evidence =
        new Evidence(
            metric.name(),
            metric.role(),
            Verdict.INCONCLUSIVE,
            comparison(),
            names(groups.treatment()),
            groups.control().size(),
            Double.NaN,
            Double.NaN,
            null,
            Double.NaN,
            Double.NaN,
            samples(groups.treatment()),
            samples(groups.control()),
            "Too little is known of %s: %s.".formatted(metric.name(), unknown.why()));
    return new Finding(evidence, null, unknown.soon());
  }

  private String summary(Measured measuredHarm, Harm harm, Verdict verdict) {
    var wording = new Wording(metric, harm, !groups.control().isEmpty(), window);
    return switch (verdict) {
      case FAIL ->
          wording.fail(
              measuredHarm.targets().stream().map(BinnedSeries::target).toList(),
              1 - 2 * measuredHarm.alpha());
      case PASS -> wording.pass();
      case INCONCLUSIVE -> wording.inconclusive();
    };
  }

  private String comparison() {
    return groups.control().isEmpty()
        ? "changed targets with their own past, because no unchanged target reports"
        : "changed with unchanged targets, minus their difference before the change";
  }

  private List<BinnedSeries> binned(List<TargetSeries> series) {
    return series.stream().map(window::bin).toList();
  }

  private static List<String> names(List<BinnedSeries> targets) {
    return targets.stream()
        .filter(series -> !series.since().isEmpty())
        .map(BinnedSeries::target)
        .limit(20)
        .toList();
  }

  private static int samples(List<BinnedSeries> targets) {
    return targets.stream().mapToInt(series -> series.since().size()).sum();
  }
}
