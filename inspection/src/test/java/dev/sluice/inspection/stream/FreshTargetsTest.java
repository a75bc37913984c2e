package dev.sluice.inspection.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.inspection.Evidence;
import dev.sluice.domain.inspection.Inspection;
import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.inspection.MetricSpec.BadDirection;
import dev.sluice.domain.inspection.MetricSpec.Kind;
import dev.sluice.domain.inspection.Verdict;
import dev.sluice.inspection.series.TargetSeries;
import dev.sluice.inspection.series.TargetSeries.Sample;
import dev.sluice.inspection.stream.ServiceWorld.Defect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Changed targets that are new: pods with new names, which have no sample from before. */
class FreshTargetsTest {
  private static final int ALL = ServiceWorld.SINCE;
  private static final int BEFORE = 30;
  private static final int AFTER = 30;
  private static final double THRESHOLD = JudgeSettings.DEFAULT.threshold();
  private static final Defect TEN_PERCENT_ERRORS = new Defect(1, 0.1, 0, false);
  private static final MetricSpec LATENCY = Streams.metric(Kind.LATENCY, BadDirection.INCREASE);
  private static final MetricSpec LOAD = Streams.metric(Kind.LOAD, BadDirection.DECREASE);

  private static UnaryOperator<TargetSeries> fresh(List<String> targets) {
    return kept(targets, sample -> !sample.time().isBefore(ServiceWorld.START));
  }

  private static UnaryOperator<TargetSeries> kept(List<String> targets, Predicate<Sample> wanted) {
    return series ->
        targets.contains(series.target())
            ? new TargetSeries(series.target(), series.samples().stream().filter(wanted).toList())
            : series;
  }

  /** All changed targets are new. */
  private static Inspection judged(ServiceWorld world) {
    return judged(world, fresh(world.plan().treatment()), ALL);
  }

  private static Inspection judged(
      ServiceWorld world, UnaryOperator<TargetSeries> spoilt, int intervals) {
    BakeJudge judge = world.judge(spoilt);
    world.look(judge, intervals, spoilt);
    return judge.inspection(ServiceWorld.now(intervals));
  }

  @Test
  void aSlowOneFailsAndTheEvidenceSaysThatItIsNewAndWhatItIsComparedWith() {
    Inspection inspection = judged(ServiceWorld.oneOfSix(1, new Defect(5, 0.002, 0, false)));

    assertThat(inspection.verdict()).isEqualTo(Verdict.FAIL);
    Evidence evidence = inspection.evidence().getFirst();
    assertThat(evidence.metric()).isEqualTo("latency_p95");
    assertThat(evidence.comparison())
        .matches(
            "5 unchanged targets at the same time, for the changed ones are new and have no past"
                + " \\(they differ among themselves by [\\d.]+ %\\)");
    assertThat(inspection.summary()).contains("compared with " + evidence.comparison());
    assertThat(evidence.observed() / evidence.expected()).isBetween(2.0, 8.0);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void moreErrorsThanItsPeersFail(long seed) {
    Inspection inspection = judged(ServiceWorld.oneOfSix(seed, TEN_PERCENT_ERRORS));

    assertThat(inspection.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(inspection.summary()).contains("error_rate").contains("new and have no past");
  }

  @Test
  void aLeakFails() {
    assertThat(judged(ServiceWorld.oneOfSix(1, Defect.LEAKING)).verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void harmlessOnesPass() {
    int passed = 0;
    for (int seed = 0; seed < 20; seed++) {
      Verdict verdict = judged(ServiceWorld.oneOfSix(seed, Defect.NONE)).verdict();
      assertThat(verdict).isNotEqualTo(Verdict.FAIL);
      passed += verdict == Verdict.PASS ? 1 : 0;
    }
    assertThat(passed).isGreaterThanOrEqualTo(18);
  }

  @Test
  void oneThatNeverSendsAnythingFailsForSilence() {
    Inspection inspection = judged(ServiceWorld.oneOfSix(1, Defect.SILENT));

    assertThat(inspection.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(inspection.summary())
        .isEqualTo("No changed target reports since 12:03:00 UTC, while unchanged ones do.");
  }

  @Test
  void oneThatMayStillHaveToBeFoundIsGivenTime() {
    ServiceWorld world = ServiceWorld.oneOfSix(1, Defect.SILENT);
    UnaryOperator<TargetSeries> fresh = fresh(world.plan().treatment());

    assertThat(judged(world, fresh, 9).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(judged(world, fresh, 11).verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void oneThatStopsSendingFailsForSilence() {
    ServiceWorld world = ServiceWorld.oneOfSix(1, Defect.NONE);
    UnaryOperator<TargetSeries> dying =
        kept(
            world.plan().treatment(),
            sample ->
                !sample.time().isBefore(ServiceWorld.START)
                    && sample.time().isBefore(ServiceWorld.START.plusSeconds(2)));

    Inspection inspection = judged(world, dying, ALL);
    assertThat(inspection.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(inspection.summary()).startsWith("No changed target reports since 12:03:02 UTC");
  }

  @Test
  void oneThatWorksButGetsNoRequestsIsNotPassed() {
    ServiceWorld world = ServiceWorld.oneOfSix(1, Defect.NONE);
    List<String> changed = world.plan().treatment();
    UnaryOperator<TargetSeries> idle =
        kept(
            changed, sample -> !sample.time().isBefore(ServiceWorld.START) && sample.value() > 1e6);

    Inspection inspection = judged(world, idle, ALL);
    assertThat(inspection.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(inspection.summary())
        .isEqualTo(
            "Next to nothing is known of checkout-a-1: new, and with fewer than three samples of"
                + " requests so far. See that new targets get traffic and are measured.");
  }

  @Test
  void oneOfSeveralThatHardlyGetsRequestsIsNotPassedOnTheWordOfTheOthers() {
    ServiceWorld world = new ServiceWorld(2, 3, 5, Defect.NONE, 0);
    UnaryOperator<TargetSeries> fresh = fresh(world.plan().treatment());
    UnaryOperator<TargetSeries> hardly =
        kept(
            List.of("checkout-a-1"),
            sample ->
                sample.value() > 1e6 || sample.time().isBefore(ServiceWorld.START.plusSeconds(1)));

    assertThat(judged(world, fresh, ALL).verdict()).isEqualTo(Verdict.PASS);
    Inspection inspection = judged(world, series -> hardly.apply(fresh.apply(series)), ALL);
    assertThat(inspection.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(inspection.summary()).contains("checkout-a-1");
  }

  @Test
  void oneOfSeveralThatNeverSendsAnythingIsNamed() {
    Inspection inspection = judged(new ServiceWorld(1, 3, 3, Defect.SILENT, 1));

    assertThat(inspection.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(inspection.summary())
        .startsWith("checkout-a-1 of 3 changed targets reports nothing since");
  }

  @Test
  void harmOnOneOfManyIsFoundAndNamed() {
    Inspection inspection = judged(new ServiceWorld(3, 8, 8, new Defect(1, 0.3, 0, false), 1));

    assertThat(inspection.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(inspection.evidence().getFirst().treatmentTargets())
        .contains("checkout-a-1")
        .hasSizeLessThan(3);
  }

  @Test
  void harmOnTheOnlyNewOneAmongOthersIsFoundAndNamed() {
    UnaryOperator<TargetSeries> mixed = fresh(List.of("checkout-a-1"));
    for (int changed = 2; changed <= 4; changed++) {
      ServiceWorld world = new ServiceWorld(3, changed, 5, new Defect(1, 0.3, 0, false), 1);
      Inspection inspection = judged(world, mixed, ALL);

      assertThat(inspection.verdict()).isEqualTo(Verdict.FAIL);
      assertThat(inspection.evidence().getFirst().treatmentTargets())
          .containsExactly("checkout-a-1");
    }
  }

  @Test
  void harmOnAnOldOneBesideNewOnesIsFoundAndNamed() {
    UnaryOperator<TargetSeries> mixed = fresh(List.of("checkout-b-1", "checkout-c-1"));
    Inspection inspection =
        judged(new ServiceWorld(3, 3, 5, new Defect(1, 0.3, 0, false), 1), mixed, ALL);

    assertThat(inspection.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(inspection.evidence().getFirst().treatmentTargets()).contains("checkout-a-1");
  }

  @Test
  void oldAndNewOnesTogetherPass() {
    UnaryOperator<TargetSeries> mixed = fresh(List.of("checkout-a-1"));
    int passed = 0;
    for (int seed = 0; seed < 10; seed++) {
      Verdict verdict = judged(new ServiceWorld(seed, 3, 5, Defect.NONE, 3), mixed, ALL).verdict();
      assertThat(verdict).isNotEqualTo(Verdict.FAIL);
      passed += verdict == Verdict.PASS ? 1 : 0;
    }
    assertThat(passed).isGreaterThanOrEqualTo(8);
  }

  @Test
  void withoutUnchangedTargetsThereIsNoAnswerAndItSaysWhatIsMissing() {
    Inspection inspection = judged(new ServiceWorld(4, 3, 0, Defect.SLOW, 3));

    assertThat(inspection.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(inspection.summary())
        .matches(
            "\\w+ can't be judged: the changed targets have no past and no unchanged target was"
                + " measured before the change; leave some targets unchanged that do the same work,"
                + " or start with targets that have run before\\.");
  }

  @Test
  void anotherJudgeGoesOnFromItsStateToTheSameVerdict() {
    for (List<String> names :
        List.of(List.of("checkout-a-1"), List.of("checkout-a-1", "checkout-b-1", "checkout-c-1"))) {
      UnaryOperator<TargetSeries> spoilt = fresh(names);
      for (Defect defect : List.of(Defect.NONE, Defect.SLOW, TEN_PERCENT_ERRORS, Defect.LEAKING)) {
        ServiceWorld world = new ServiceWorld(11, 3, 3, defect, 3);
        BakeJudge whole = world.judge(spoilt);
        BakeJudge first = world.judge(spoilt);
        world.look(whole, 10, spoilt);
        world.look(first, 10, spoilt);
        BakeJudge second = world.judge(spoilt);
        second.restore(first.state());
        world.look(whole, ALL, spoilt);
        world.look(second, ALL, spoilt);

        assertThat(second.state()).isEqualTo(whole.state());
        assertThat(second.inspection(ServiceWorld.now(ALL)))
            .usingRecursiveComparison()
            .isEqualTo(whole.inspection(ServiceWorld.now(ALL)));
      }
    }
  }

  private static List<double[]> quiet(int peers) {
    QuietWorld world = new QuietWorld(QuietWorld.Kind.AUTOREGRESSIVE_HALF, 11);
    List<double[]> all = new ArrayList<>(world.targets(1 + peers, BEFORE + AFTER));
    Arrays.fill(all.getFirst(), 0, BEFORE, Double.NaN);
    return all;
  }

  private static void change(double[] series, int from, DoubleUnaryOperator how) {
    for (int t = from; t < series.length; t++) {
      series[t] = how.applyAsDouble(series[t]);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 5, 20})
  void latencyMoreThanDoubledBesidePeersThatAreAlikeIsFoundWithinTwelveSamples(int peers) {
    List<double[]> all = quiet(peers);
    change(all.getFirst(), BEFORE, value -> 2.3 * value);
    MetricStream stream = Streams.stream(LATENCY, all, BEFORE);
    Streams.take(stream, all, BEFORE, BEFORE + 12);

    assertThat(stream.score()).isGreaterThan(THRESHOLD);
    assertThat(stream.state()).hasSizeLessThanOrEqualTo(MetricStream.MOST_BYTES);
  }

  @ParameterizedTest
  @CsvSource({"2, false", "6, true"})
  void aSinglePeerTellsOnlyWhatNoTwoTargetsDifferBy(double factor, boolean found) {
    List<double[]> all = quiet(1);
    change(all.getFirst(), BEFORE, value -> factor * value);

    assertThat(Streams.score(LATENCY, all, BEFORE) > THRESHOLD).isEqualTo(found);
  }

  @Test
  void unlikePeersMakeItBluntNotWrong() {
    List<double[]> all = quiet(3);
    change(all.get(1), 0, value -> 0.4 * value);
    change(all.get(2), 0, value -> 1.8 * value);
    change(all.getFirst(), BEFORE, value -> 2 * value);

    assertThat(Streams.score(LATENCY, all, BEFORE)).isLessThan(THRESHOLD);
  }

  @Test
  void aSurgeOnAllTargetsIsNobodysFault() {
    List<double[]> all = quiet(3);
    all.forEach(series -> change(series, BEFORE, value -> 3 * value));

    assertThat(Streams.score(LATENCY, all, BEFORE)).isLessThan(THRESHOLD);
  }

  @Test
  void oneThatGetsNextToNoLoadIsFoundBesidePeersThatDo() {
    List<double[]> all = quiet(5);
    change(all.getFirst(), BEFORE, value -> 0.02 * value);

    assertThat(Streams.score(LOAD, all, BEFORE)).isGreaterThan(THRESHOLD);
  }

  @Test
  void whereASinglePeerIsAllAndATenthMattersItIsNotPassed() {
    MetricSpec strict =
        new MetricSpec(
            "m", Kind.LATENCY, BadDirection.INCREASE, MetricSpec.Role.DECIDING, "m", 0.1);
    List<double[]> all = quiet(1);
    MetricPast past = Streams.past(strict, all, BEFORE);
    ChangeStream stream = new ChangeStream(List.of(past), new int[] {1}, JudgeSettings.DEFAULT);
    for (int t = BEFORE; t < BEFORE + AFTER; t++) {
      stream.take(0, new double[] {all.getFirst()[t]}, new double[] {all.getLast()[t]});
    }

    assertThat(stream.verdict(true)).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(stream.standing(0)).isEqualTo(Standing.TOO_COARSE);
  }

  @Test
  void noErrorEverBesideOneErrorIsNoHarmButManyErrorsAre() {
    MetricSpec errors = Streams.metric(Kind.ERROR_RATE, BadDirection.INCREASE);
    List<double[]> all = new ArrayList<>();
    for (int j = 0; j < 4; j++) {
      all.add(new double[BEFORE + AFTER]);
    }
    Arrays.fill(all.getFirst(), 0, BEFORE, Double.NaN);
    all.getFirst()[BEFORE + 5] = 0.1;
    assertThat(Streams.score(errors, all, BEFORE)).isLessThan(THRESHOLD);
    Arrays.fill(all.getFirst(), BEFORE + 5, BEFORE + AFTER, 0.1);
    assertThat(Streams.score(errors, all, BEFORE)).isGreaterThan(THRESHOLD);
  }
}
