package dev.sluice.inspection.judge;

import dev.sluice.domain.inspection.Evidence;
import dev.sluice.domain.inspection.Inspection;
import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.inspection.MetricSpec.Role;
import dev.sluice.domain.inspection.Verdict;
import dev.sluice.inspection.detector.Silence;
import dev.sluice.inspection.series.ChangeWindow;
import dev.sluice.inspection.series.TargetSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Compares changed with unchanged targets, minus their difference before the change, and may be
 * asked after every sample: its bounds hold at all looks together. Each metric gets an equal part
 * of alpha.
 */
public final class DifferenceInDifferences implements Judge {

  @Override
  public Inspection judge(Case question) {
    var window =
        new ChangeWindow(
            question.changeStart(), question.changeEnd(), question.now(), question.interval());
    double alpha = question.alpha() / Math.max(1, question.looks());
    var findings = new ArrayList<Finding>();
    for (Comparison comparison : question.comparisons()) {
      findings.add(new MetricJudge(comparison, window, alpha).finding());
    }
    hearSilence(findings, question.comparisons(), window);
    findings.sort(Comparator.comparingDouble(Finding::rank).reversed());
    Verdict verdict = combined(findings);
    return new Inspection(
        verdict,
        summary(verdict, findings, window),
        findings.stream().map(Finding::evidence).toList(),
        question.now(),
        baked(window),
        onset(verdict, findings));
  }

  /** Puts silence in the place of the weightiest metric that has nothing to say. */
  private static void hearSilence(
      List<Finding> findings, List<Comparison> comparisons, ChangeWindow window) {
    List<Comparison> vital = comparisons.stream().filter(DifferenceInDifferences::vital).toList();
    Silence silence =
        Silence.find(all(vital, Comparison::treatment), all(vital, Comparison::control), window);
    if (silence == null) {
      return;
    }
    Comparison place =
        vital.stream().min(Comparator.comparing(each -> each.metric().role())).orElseThrow();
    findings.set(
        comparisons.indexOf(place), SilenceEvidence.finding(place.metric(), silence, window));
  }

  private static boolean vital(Comparison comparison) {
    return comparison.metric().kind() != MetricSpec.Kind.RESOURCE
        && comparison.metric().role() != Role.CONTEXT;
  }

  private static List<TargetSeries> all(
      List<Comparison> comparisons, Function<Comparison, List<TargetSeries>> group) {
    return comparisons.stream().map(group).flatMap(List::stream).toList();
  }

  private static Verdict combined(List<Finding> findings) {
    boolean decided = false;
    boolean undecided = false;
    for (Finding finding : findings) {
      Evidence evidence = finding.evidence();
      if (evidence.role() != Role.CONTEXT && evidence.verdict() == Verdict.FAIL) {
        return Verdict.FAIL;
      }
      switch (evidence.role()) {
        case DECIDING -> {
          decided |= evidence.verdict() == Verdict.PASS;
          undecided |= evidence.verdict() == Verdict.INCONCLUSIVE;
        }
        // Needs no data, but what it has must not look bad.
        case SUPPORTING -> undecided |= finding.doubtful();
        case CONTEXT -> {}
      }
    }
    return decided && !undecided ? Verdict.PASS : Verdict.INCONCLUSIVE;
  }

  private static String summary(Verdict verdict, List<Finding> findings, ChangeWindow window) {
    return switch (verdict) {
      case FAIL -> firstSummary(findings, Verdict.FAIL);
      case PASS ->
          "No harm that matters in the metrics that decide, watched for %s."
              .formatted(Figures.duration(baked(window)));
      case INCONCLUSIVE ->
          findings.stream().anyMatch(each -> each.evidence().role() == Role.DECIDING)
              ? firstSummary(findings, Verdict.INCONCLUSIVE)
              : "No metric may decide: give one of them the role deciding.";
    };
  }

  /** The weightiest failure, or what still stands against a pass. */
  private static String firstSummary(List<Finding> findings, Verdict verdict) {
    return findings.stream()
        .filter(finding ->
            verdict == Verdict.FAIL
                || finding.doubtful()
                || finding.evidence().role() == Role.DECIDING)
        .map(Finding::evidence)
        .filter(evidence -> evidence.verdict() == verdict && evidence.role() != Role.CONTEXT)
        .findFirst()
        .map(Evidence::summary)
        .orElseThrow();
  }

  private static Duration baked(ChangeWindow window) {
    Duration since = Duration.between(window.changeEnd(), window.now());
    return since.isNegative() ? Duration.ZERO : since;
  }

  private static @Nullable Instant onset(Verdict verdict, List<Finding> findings) {
    if (verdict != Verdict.FAIL) {
      return null;
    }
    return findings.stream()
        .filter(finding -> finding.evidence().role() != Role.CONTEXT)
        .map(Finding::onset)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }
}
