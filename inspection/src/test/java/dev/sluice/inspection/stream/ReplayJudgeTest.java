package dev.sluice.inspection.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.inspection.MetricSpec.BadDirection;
import dev.sluice.domain.inspection.MetricSpec.Kind;
import dev.sluice.domain.inspection.MetricSpec.Role;
import dev.sluice.domain.inspection.Verdict;
import dev.sluice.inspection.recorded.Judgement;
import dev.sluice.inspection.recorded.RecordedCase;
import dev.sluice.inspection.recorded.RecordedMetric;
import dev.sluice.inspection.recorded.RecordedTarget;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ReplayJudgeTest {
  private static final int BEFORE = 60;
  private static final int AFTER = 24;

  private final SplittableRandom random = new SplittableRandom(4);

  private RecordedTarget target(String name, double level, double since) {
    return new RecordedTarget(name, around(level, BEFORE), around(since, AFTER));
  }

  private double[] around(double level, int length) {
    double[] values = new double[length];
    Arrays.setAll(values, _ -> level * (1 + 0.05 * random.nextGaussian()));
    return values;
  }

  private static double[] nothing(int length) {
    double[] values = new double[length];
    Arrays.fill(values, Double.NaN);
    return values;
  }

  private static RecordedCase latency(RecordedTarget changed, RecordedTarget... others) {
    return recorded(Role.DECIDING, changed, others);
  }

  private static RecordedCase recorded(
      Role role, RecordedTarget changed, RecordedTarget... others) {
    MetricSpec spec =
        new MetricSpec("latency", Kind.LATENCY, BadDirection.INCREASE, role, "latency", 0);
    return new RecordedCase(
        "case",
        Duration.ofMinutes(1),
        BEFORE,
        AFTER,
        List.of(new RecordedMetric(spec, List.of(changed), List.of(others))));
  }

  private static Judgement judge(RecordedCase recorded) {
    return new ReplayJudge().judge(recorded, false);
  }

  @Test
  void failsAHarmfulChangeAndSaysWhen() {
    Judgement judgement =
        judge(latency(target("a", 20, 40), target("b", 20, 20), target("c", 21, 21)));
    assertThat(judgement.inspection().verdict()).isEqualTo(Verdict.FAIL);
    assertThat(judgement.detectedAt()).isBetween(2, 6);
    assertThat(judgement.score()).isGreaterThan(1);
    assertThat(judgement.inspection().summary())
        .matches(
            "latency is (\\+\\d+ % from|[\\d.]+ times) what is plausible \\([\\d.]+ s against [\\d.]+ s"
                + " expected, interval \\+\\d+ % to \\+\\d+ %\\) on a since sample \\d, compared with"
                + " unchanged targets, .* whose moves the changed ones followed .*; .* harmless change in .*"
                + " goes as far\\.");
    assertThat(judgement.inspection().onset()).isNotNull();
  }

  @Test
  void passesAHarmlessOne() {
    Judgement judgement =
        judge(latency(target("a", 20, 20), target("b", 20, 20), target("c", 21, 21)));
    assertThat(judgement.inspection().verdict()).isEqualTo(Verdict.PASS);
    assertThat(judgement.detectedAt()).isEqualTo(-1);
  }

  @Test
  void whatComesLaterChangesNothingAboutWhen() {
    RecordedTarget harmed = target("a", 20, 40);
    RecordedTarget control = target("b", 20, 20);
    int detectedAt = judge(latency(harmed, control)).detectedAt();
    double[] healed = harmed.after();
    double[] beside = control.after();
    Arrays.fill(healed, detectedAt + 1, AFTER, 1);
    Arrays.fill(beside, detectedAt + 1, AFTER, 500);
    RecordedCase other =
        latency(
            new RecordedTarget("a", harmed.before(), healed),
            new RecordedTarget("b", control.before(), beside));
    assertThat(judge(other).detectedAt()).isEqualTo(detectedAt);
  }

  @Test
  void silenceBesideTargetsThatReportIsAFailure() {
    Judgement judgement =
        judge(
            latency(
                new RecordedTarget("a", around(20, BEFORE), nothing(AFTER)), target("b", 20, 20)));
    assertThat(judgement.inspection().verdict()).isEqualTo(Verdict.FAIL);
    assertThat(judgement.detectedAt()).isEqualTo(4);
    assertThat(judgement.inspection().summary())
        .isEqualTo("No changed target reports since sample 1, while unchanged ones do.");
  }

  @Test
  void silenceOfAllIsNobodysFaultAndNoPass() {
    Judgement judgement =
        judge(
            latency(
                new RecordedTarget("a", nothing(BEFORE), nothing(AFTER)),
                new RecordedTarget("b", around(20, BEFORE), nothing(AFTER))));
    assertThat(judgement.inspection().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void contextDecidesNothing() {
    Judgement judgement = judge(recorded(Role.CONTEXT, target("a", 20, 80), target("b", 20, 20)));
    assertThat(judgement.inspection().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  /** One of 40 requests fails now and then, and one of the four of a quiet minute; then three. */
  private static RecordedCase fewErrors(boolean counted) {
    double[] before = new double[BEFORE];
    double[] many = new double[BEFORE];
    for (int i = 0; i < BEFORE; i++) {
      boolean quiet = i % 15 == 7;
      many[i] = quiet ? 4 : 40;
      before[i] = quiet || i % 10 == 0 ? 1 / many[i] : 0;
    }
    double[] after = new double[AFTER];
    double[] few = new double[AFTER];
    Arrays.fill(few, 40);
    Arrays.setAll(after, i -> i % 2 == 0 ? 0.1 : 0.05);
    RecordedTarget changed =
        counted
            ? new RecordedTarget("a", before, after, many, few)
            : new RecordedTarget("a", before, after);
    MetricSpec spec =
        new MetricSpec(
            "errors", Kind.ERROR_RATE, BadDirection.INCREASE, Role.DECIDING, "errors", 0.01);
    return new RecordedCase(
        "case",
        Duration.ofMinutes(1),
        BEFORE,
        AFTER,
        List.of(new RecordedMetric(spec, List.of(changed), List.of())));
  }

  @Test
  void onlyTheNumbersOfRequestsTellErrorsFromAQuietMinute() {
    assertThat(judge(fewErrors(false)).inspection().verdict()).isNotEqualTo(Verdict.FAIL);
    assertThat(judge(fewErrors(true)).inspection().verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void tracesEachMetricAfterEachSample() {
    Judgement judgement =
        new ReplayJudge().judge(latency(target("a", 20, 40), target("b", 20, 20)), true);
    assertThat(judgement.trace()).hasSize(AFTER);
    assertThat(judgement.trace().getLast().score()).isGreaterThan(1);
    assertThat(judgement.trace().getLast().effect()).isBetween(0.6, 1.4);
  }
}
